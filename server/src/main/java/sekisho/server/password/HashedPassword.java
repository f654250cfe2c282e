package sekisho.server.password;

import org.jspecify.annotations.Nullable;

/// A password as it is stored: parameters, salt and keyed value in one line of text.
public final class HashedPassword {
    private final String encoded;
    private final byte @Nullable [] result;

    HashedPassword(String encoded, byte @Nullable [] result) {
        this.encoded = encoded;
        this.result = result;
    }

    String encoded() {
        return encoded;
    }

    /// What the hash came to under today's parameters; `null` but for one that is about to be stored.
    byte @Nullable [] result() {
        return result;
    }

    @Override
    public String toString() {
        return "HashedPassword(●)";
    }
}
