package sekisho.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The 48-bit key under which a value is remembered and counted. Up to six printable ASCII characters stand
/// in it as they are (`JP`, `Chrome`, `2516`); anything longer is hashed, and only names that everybody uses
/// can be read back. So whatever a browser sends, a value takes six bytes.
final class Values {
    /// Not a value.
    static final long NONE = 0;

    private static final int PACKED = 6;
    private static final long HASHED = 1L << 47;
    private static final long MASK = (1L << 48) - 1;

    private static final Map<Long, String> NAMES = new HashMap<>();

    static {
        for (String name : List.of(
                "Firefox",
                "Mobile Safari",
                "Chrome iOS",
                "Firefox iOS",
                "Chrome Mobile",
                "Chrome Mobile iOS",
                "Firefox Mobile",
                "Samsung Internet",
                "Android WebView",
                "Chrome Mobile WebView",
                "Opera Mobile",
                "Vivaldi",
                "Headless Chrome",
                "Instagram",
                "Facebook",
                "Yahoo! JAPAN",
                "Windows",
                "Android",
                "Mac OS X",
                "ChromeOS",
                "Chrome OS",
                "desktop",
                "unknown",
                NetworkType.HOSTING.name(),
                NetworkType.CORPORATE.name(),
                NetworkType.ANONYMIZER.name())) {
            NAMES.put(of(name), name);
        }
    }

    private Values() {}

    /// The key of a text; [#NONE] for nothing.
    static long of(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        int length = value.length();
        if (length <= PACKED) {
            long packed = 0;
            boolean plain = true;
            for (int i = 0; i < length; i++) {
                char c = value.charAt(i);
                plain &= c > ' ' && c <= '~';
                packed = packed << 8 | c & 0xff;
            }
            if (plain) {
                return packed << 8 * (PACKED - length);
            }
        }
        return hash(value);
    }

    /// A hash of a text (FNV-1a with a final mix). It saves space and keeps addresses out of plain sight; it
    /// does not make them anonymous, since all IPv4 addresses can be tried.
    static long hash(String value) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
        }
        return finish(hash);
    }

    /// The key of a pair of values, such as a region in its country.
    static long pair(long one, long two) {
        return finish((one * 0x9e3779b97f4a7c15L ^ two) * 0xc2b2ae3d27d4eb4fL);
    }

    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return (mixed >>> 16) & MASK | HASHED;
    }

    /// The text of a key; a hash whose text nobody knows reads `#` and a number.
    static String name(long key) {
        if ((key & HASHED) != 0) {
            String name = NAMES.get(key);
            return name == null ? "#" + Long.toString(key & ~HASHED, Character.MAX_RADIX) : name;
        }
        StringBuilder text = new StringBuilder(PACKED);
        for (int shift = 40; shift >= 0 && (key >>> shift & 0xff) != 0; shift -= 8) {
            text.append((char) (key >>> shift & 0xff));
        }
        return text.toString();
    }

    /// Whether a key could have come from [#of].
    static boolean isKey(long key) {
        if ((key & ~MASK) != 0 || key == NONE) {
            return false;
        }
        if ((key & HASHED) != 0) {
            return true;
        }
        boolean ended = false;
        for (int shift = 40; shift >= 0; shift -= 8) {
            long c = key >>> shift & 0xff;
            if (c == 0) {
                ended = true;
            } else if (ended || c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
