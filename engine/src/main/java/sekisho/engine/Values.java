package sekisho.engine;

/// The one spelling under which a value is counted: short printable ASCII stays as it is, everything
/// else becomes a hash. So whatever a browser sends, a stored value is at most [#MAX_LENGTH] characters
/// long.
final class Values {
    static final int MAX_LENGTH = 24;

    private Values() {}

    static String of(String value) {
        return isPlain(value) ? value : hash(value);
    }

    /// A 48-bit hash (FNV-1a with a final mix) in base 36, at most 11 characters. It saves space and
    /// keeps addresses out of plain sight; it does not make them anonymous, since all IPv4 addresses
    /// can be tried.
    static String hash(String value) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash >>>= 16;
        return "#" + Long.toString(hash, Character.MAX_RADIX);
    }

    /// Whether a text could have come from [#of].
    static boolean isPlain(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
