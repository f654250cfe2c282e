package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// A bounded memory of texts, so that most equal values of a column share one `String`. A text may push
/// another one out.
final class Interned {
    private final @Nullable String[] texts;

    /// @param bits the memory holds 2 to this power of texts
    Interned(int bits) {
        texts = new String[1 << bits];
    }

    String of(char[] text, int offset, int length) {
        int slot = hash(text, offset, length) & (texts.length - 1);
        String known = texts[slot];
        if (known != null && isSame(known, text, offset, length)) {
            return known;
        }
        String fresh = new String(text, offset, length);
        texts[slot] = fresh;
        return fresh;
    }

    private static boolean isSame(String known, char[] text, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /// Four characters a step: user agents are long.
    private static int hash(char[] text, int offset, int length) {
        int end = offset + length;
        int hash = length;
        int i = offset;
        for (; i + 3 < end; i += 4) {
            hash = hash * 923521 + text[i] * 29791 + text[i + 1] * 961 + text[i + 2] * 31 + text[i + 3];
        }
        for (; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash * 0x9e3779b9) >>> 8;
    }
}
