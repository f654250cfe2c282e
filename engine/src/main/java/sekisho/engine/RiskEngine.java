package sekisho.engine;

/// The risk engine: additive log-odds, each term explained.
public final class RiskEngine {
    /// Written into every record.
    public static final String VERSION = "additive-1";

    /// Judges one sign-in. Pure: the same values give the same assessment, bit by bit.
    public Assessment assess(Evidence evidence, AccountHistory history, Population population) {
        throw new UnsupportedOperationException();
    }
}
