package sekisho.replay;

/// Why a row of a login history can't be used. The row is counted and left out; of several reasons the
/// first in this order counts.
public enum BadRow {
    /// A row, a field, or the number of fields is beyond [RowLimits].
    TOO_LONG("it is too long"),
    /// A quotation mark opens a field that never ends, or that goes on behind the closing one.
    BAD_QUOTES("its quotation marks don't match"),
    /// Bytes that aren't UTF-8.
    ENCODING("it isn't UTF-8"),
    /// More or fewer fields than the header has.
    FIELD_COUNT("it has more or fewer fields than the header"),
    TIMESTAMP("its timestamp isn't one such as 2020-02-03 12:43:30.772"),
    MEMBER("its user ID is empty"),
    /// Longer than any address.
    ADDRESS("its address is too long"),
    ASN("its ASN isn't a number from 0 to 4294967295"),
    BOOLEAN("it has something else than True or False"),
    NUMBER("it has something else than a number that isn't negative"),
    NETWORK_TYPE("its network type is unknown"),
    SCENARIO("its scenario is unknown"),
    /// In one of the columns of a server.
    VALUE("it has a value that its column can't hold");

    private final String sentence;

    BadRow(String sentence) {
        this.sentence = sentence;
    }

    /// What is wrong, in English, to follow after "line 5: ".
    public String sentence() {
        return sentence;
    }
}
