package sekisho.replay;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;

/// Makes rows of the fields of one file: the first record is the header, each other one a row. A bad row is
/// counted and left out, or fatal if the reading is strict.
final class RowHandler extends AbstractBaseCsvCallbackHandler<LoginRow> {
    private static final Map<String, Column> COLUMNS =
            Arrays.stream(Column.values()).collect(Collectors.toMap(Column::title, column -> column));
    private static final Map<String, Scenario> SCENARIOS =
            Arrays.stream(Scenario.values()).collect(Collectors.toMap(Scenario::word, scenario -> scenario));
    private static final Map<String, NetworkType> NETWORK_TYPES = networkTypes();

    /// The longest text of an address: IPv6 with an IPv4 tail.
    private static final int LONGEST_ADDRESS = 45;

    private final Path file;
    private final Utf8Text text;
    private final ColumnTexts texts;
    private final ReadTally tally;
    private final boolean strict;
    private final Numbers numbers = new Numbers();
    private final Timestamps timestamps = new Timestamps();

    /// What stands at each position of a row, `null` for a column that nobody asks for. Empty until the
    /// header was read.
    private @Nullable Column[] columns = new Column[0];

    private final List<String> header = new ArrayList<>();

    private final @Nullable String[] values = new String[Column.values().length];
    private int fields;
    private @Nullable BadRow problem;
    private long at;
    private double roundTrip = Double.NaN;
    private @Nullable Long asn;
    private boolean successful;
    private boolean attackAddress;
    private boolean takeover;
    private NetworkType networkType = NetworkType.UNKNOWN;
    private @Nullable Boolean passwordBreached;
    private int failedAttempts = -1;
    private Scenario scenario = Scenario.NOT_SAID;

    /// The columns of a server; `null` in a file that has none of them.
    private @Nullable ServerColumns server;

    RowHandler(Path file, Utf8Text text, ColumnTexts texts, ReadTally tally, boolean strict) {
        this.file = file;
        this.text = text;
        this.texts = texts;
        this.tally = tally;
        this.strict = strict;
    }

    private static Map<String, NetworkType> networkTypes() {
        Map<String, NetworkType> types = new HashMap<>();
        types.put("", NetworkType.UNKNOWN);
        for (NetworkType type : NetworkType.values()) {
            if (type != NetworkType.UNKNOWN) {
                types.put(type.name().toLowerCase(Locale.ROOT), type);
            }
        }
        return types;
    }

    boolean hasHeader() {
        return columns.length > 0;
    }

    @Override
    protected void handleBegin(long line) {
        Arrays.fill(values, null);
        fields = 0;
        problem = null;
        roundTrip = Double.NaN;
        asn = null;
        attackAddress = false;
        takeover = false;
        networkType = NetworkType.UNKNOWN;
        passwordBreached = null;
        failedAttempts = -1;
        scenario = Scenario.NOT_SAID;
        if (server != null) {
            server.clear();
        }
    }

    @Override
    protected void handleField(int position, char[] chars, int offset, int length, boolean quoted) {
        fields++;
        if (!hasHeader()) {
            header.add(new String(chars, offset, length));
            return;
        }
        if (position == 0 && length == 1) {
            noteLeftOut(chars[offset]);
        }
        if (text.isAnyBroken() && Utf8Text.isBroken(chars, offset, length)) {
            note(BadRow.ENCODING);
        }
        Column column = position < columns.length ? columns[position] : null;
        if (column != null) {
            take(column, chars, offset, length);
        }
    }

    private void noteLeftOut(char mark) {
        if (mark == RowLimits.TOO_LONG) {
            note(BadRow.TOO_LONG);
        } else if (mark == RowLimits.BAD_QUOTES) {
            note(BadRow.BAD_QUOTES);
        }
    }

    private void note(BadRow why) {
        if (problem == null || why.compareTo(problem) < 0) {
            problem = why;
        }
    }

    private void check(boolean fine, BadRow otherwise) {
        if (!fine) {
            note(otherwise);
        }
    }

    private void take(Column column, char[] chars, int offset, int length) {
        switch (column) {
            case INDEX -> values[column.ordinal()] = length == 0 ? null : new String(chars, offset, length);
            case TIMESTAMP -> {
                at = timestamps.read(chars, offset, length);
                check(at != Timestamps.NONE, BadRow.TIMESTAMP);
            }
            case MEMBER -> {
                check(length > 0, BadRow.MEMBER);
                keep(column, chars, offset, length);
            }
            case ADDRESS -> {
                check(length <= LONGEST_ADDRESS, BadRow.ADDRESS);
                keep(column, chars, offset, length);
            }
            case COUNTRY,
                    USER_AGENT,
                    BROWSER,
                    SYSTEM,
                    DEVICE_TYPE,
                    DEVICE_TOKEN,
                    NEW_DEVICE_TOKEN,
                    ACCEPT_LANGUAGE,
                    SCREEN,
                    CLIENT_HINTS -> keep(column, chars, offset, length);
            case REGION, CITY -> {
                if (!isNoPlace(chars, offset, length)) {
                    keep(column, chars, offset, length);
                }
            }
            case ROUND_TRIP -> {
                roundTrip = length == 0 ? Double.NaN : Numbers.decimal(chars, offset, length);
                check(length == 0 || roundTrip >= 0, BadRow.NUMBER);
            }
            case ASN -> {
                asn = length == 0 ? null : numbers.asn(chars, offset, length);
                check(length == 0 || asn != null, BadRow.ASN);
            }
            case FAILED_ATTEMPTS -> {
                failedAttempts = length == 0 ? -1 : (int) Numbers.whole(chars, offset, length, Integer.MAX_VALUE);
                check(length == 0 || failedAttempts >= 0, BadRow.NUMBER);
            }
            case SUCCESSFUL -> successful = truth(chars, offset, length, true);
            case ATTACK_ADDRESS -> attackAddress = truth(chars, offset, length, false);
            case TAKEOVER -> takeover = truth(chars, offset, length, false);
            case PASSWORD_BREACHED ->
                passwordBreached = length == 0 ? null : (Boolean) truth(chars, offset, length, false);
            case NETWORK_TYPE -> {
                NetworkType type = NETWORK_TYPES.get(texts.of(column, chars, offset, length));
                check(type != null, BadRow.NETWORK_TYPE);
                networkType = type == null ? NetworkType.UNKNOWN : type;
            }
            case SCENARIO -> {
                Scenario said = SCENARIOS.get(texts.of(column, chars, offset, length));
                check(said != null, BadRow.SCENARIO);
                scenario = said == null ? Scenario.NOT_SAID : said;
            }
            default -> {
                if (length > 0 && server != null) {
                    check(server.take(column, texts.of(column, chars, offset, length)), BadRow.VALUE);
                }
            }
        }
    }

    private void keep(Column column, char[] chars, int offset, int length) {
        int quote = server != null && column.isOfStrangers() && Formulas.isQuoted(chars, offset, length) ? 1 : 0;
        if (length > quote) {
            values[column.ordinal()] = texts.of(column, chars, offset + quote, length - quote);
        }
    }

    /// Whether a region or city is one of the words for "not known".
    private static boolean isNoPlace(char[] chars, int offset, int length) {
        return length == 1 && chars[offset] == '-'
                || is("null", chars, offset, length)
                || is("none", chars, offset, length);
    }

    /// Reads `True` or `False`, in any case; nothing is false where it may be missing.
    private boolean truth(char[] chars, int offset, int length, boolean required) {
        boolean yes = is("true", chars, offset, length);
        check(yes || is("false", chars, offset, length) || length == 0 && !required, BadRow.BOOLEAN);
        return yes;
    }

    /// Whether a text is a word of ASCII letters, whatever their case.
    private static boolean is(String lowerCase, char[] chars, int offset, int length) {
        if (length != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((chars[offset + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected @Nullable LoginRow buildRecord() {
        if (fields == 0) {
            return null;
        }
        if (!hasHeader()) {
            readHeader();
            return null;
        }
        check(fields == columns.length, BadRow.FIELD_COUNT);
        long line = getStartingLineNumber();
        if (problem != null) {
            reject(problem, line);
            return null;
        }
        LoginRow row = row(line);
        tally.row(row.login(), file, line);
        return row;
    }

    private void reject(BadRow why, long line) {
        if (strict) {
            throw failure("The row on line " + line + " can't be used: " + why.sentence()
                    + ". Mend it, or leave --strict away to go on without such rows.");
        }
        tally.bad(why, file, line);
    }

    private LoginRow row(long line) {
        String index = value(Column.INDEX);
        Login login = new Login(
                at,
                Objects.requireNonNull(value(Column.MEMBER)),
                roundTrip,
                value(Column.ADDRESS),
                value(Column.COUNTRY),
                value(Column.REGION),
                value(Column.CITY),
                asn,
                value(Column.USER_AGENT),
                value(Column.BROWSER),
                value(Column.SYSTEM),
                value(Column.DEVICE_TYPE),
                successful,
                value(Column.DEVICE_TOKEN),
                value(Column.NEW_DEVICE_TOKEN),
                networkType,
                value(Column.ACCEPT_LANGUAGE),
                value(Column.SCREEN),
                value(Column.CLIENT_HINTS),
                passwordBreached,
                failedAttempts,
                server == null ? ServerEvidence.NONE : server.evidence());
        return new LoginRow(
                line,
                index == null ? Long.toString(tally.seen()) : index,
                login,
                scenario,
                attackAddress,
                takeover,
                server == null ? null : server.recorded());
    }

    private @Nullable String value(Column column) {
        return values[column.ordinal()];
    }

    private void readHeader() {
        Set<Column> missing = EnumSet.allOf(Column.class);
        missing.removeIf(column -> !column.isRequired());
        int required = missing.size();
        @Nullable Column[] found = new Column[header.size()];
        for (int i = 0; i < found.length; i++) {
            Column column = COLUMNS.get(header.get(i));
            if (column != null && Arrays.asList(found).contains(column)) {
                throw failure("Its header has the column \"" + column.title() + "\" twice; remove one of them.");
            }
            found[i] = column;
            missing.remove(column);
            if (column != null && column.isOfServer()) {
                server = new ServerColumns();
            }
        }
        if (missing.size() == required) {
            throw failure("Its first line isn't the header of a login history: the names of the columns, with"
                    + " commas between them. The format is described in the manual.");
        }
        if (!missing.isEmpty()) {
            String titles = missing.stream().map(Column::title).collect(Collectors.joining(", "));
            throw failure("Its header lacks " + titles + "; add the column, empty where nothing is known.");
        }
        columns = found;
    }

    private UncheckedIOException failure(String sentence) {
        return new UncheckedIOException(new HistoryFileException(file, sentence));
    }
}
