package sekisho.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A bounded memory of texts, so that most equal values of a column share one `String`. Each text has two
/// places; the one used less lately goes.
final class Interned {
    /// Longer texts are not remembered.
    private static final int LONGEST = 256;

    private final @Nullable String[] texts;
    private final int[] hashes;
    private final char[] known = new char[LONGEST];

    /// @param bits the memory holds 2 to this power of texts
    Interned(int bits) {
        texts = new String[1 << bits];
        hashes = new int[1 << bits];
    }

    String of(char[] text, int offset, int length) {
        if (length > LONGEST) {
            return new String(text, offset, length);
        }
        int hash = hash(text, offset, length);
        int slot = (hash >>> 7) & (texts.length - 2);
        String first = texts[slot];
        if (first != null && hashes[slot] == hash && isSame(first, text, offset, length)) {
            return first;
        }
        String second = texts[slot + 1];
        if (second == null || hashes[slot + 1] != hash || !isSame(second, text, offset, length)) {
            second = new String(text, offset, length);
        }
        texts[slot + 1] = first;
        hashes[slot + 1] = hashes[slot];
        texts[slot] = second;
        hashes[slot] = hash;
        return second;
    }

    /// Copying first makes both steps ones that the JVM does many characters at a time.
    private boolean isSame(String candidate, char[] text, int offset, int length) {
        if (candidate.length() != length) {
            return false;
        }
        candidate.getChars(0, length, known, 0);
        return Arrays.equals(known, 0, length, text, offset, offset + length);
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
        return hash * 0x9e3779b9;
    }
}
