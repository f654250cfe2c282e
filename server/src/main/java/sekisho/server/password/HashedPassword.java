package sekisho.server.password;

/// A password as it is stored: parameters, salt and keyed value in one line of text.
public final class HashedPassword {
    private final String encoded;

    HashedPassword(String encoded) {
        this.encoded = encoded;
    }

    String encoded() {
        return encoded;
    }

    @Override
    public String toString() {
        return "HashedPassword(●)";
    }
}
