package sekisho.engine;

/// What is remembered about one account: compact, bounded, decaying. Immutable.
public final class AccountHistory {
    private AccountHistory() {}

    /// Nothing is remembered yet.
    public static AccountHistory empty() {
        return new AccountHistory();
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a history
    public static AccountHistory fromBytes(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /// This history with one more proven sign-in.
    public AccountHistory learn(Evidence evidence) {
        throw new UnsupportedOperationException();
    }

    /// Compact form for the store; bounded whatever the number of sign-ins.
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }

    /// How many proven sign-ins it has learned, without decay.
    public int signIns() {
        return 0;
    }
}
