package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// Reads numbers of ASCII digits, as login histories have them; a whole number may end in `.0`, as tables
/// write it in a column with gaps.
final class Numbers {
    private static final long LAST_ASN = 0xffff_ffffL;

    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = new double[EXACT_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    /// So that equal numbers share one object.
    private final @Nullable Long[] asns = new Long[1 << 12];

    /// The number of an autonomous system; `null` if it isn't one.
    @Nullable
    Long asn(char[] text, int offset, int length) {
        long number = whole(text, offset, length, LAST_ASN);
        if (number < 0) {
            return null;
        }
        int slot = (int) number & (asns.length - 1);
        Long known = asns[slot];
        if (known == null || known != number) {
            known = number;
            asns[slot] = known;
        }
        return known;
    }

    /// A whole number from 0 to `last`; -1 if it isn't one.
    static long whole(char[] text, int offset, int length, long last) {
        boolean withZero = length > 2 && text[offset + length - 2] == '.' && text[offset + length - 1] == '0';
        int digits = withZero ? length - 2 : length;
        if (digits == 0 || digits > EXACT_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = offset; i < offset + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= last ? number : -1;
    }

    /// A number of at most 15 digits such as `1123.0`; -1 if it isn't one.
    static double decimal(char[] text, int offset, int length) {
        long digits = 0;
        int count = 0;
        int behindPoint = -1;
        for (int i = offset; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (text[i] == '.' && behindPoint < 0 && count > 0) {
                behindPoint = 0;
            } else if (digit >= 0 && digit <= 9 && count < EXACT_DIGITS) {
                digits = digits * 10 + digit;
                count++;
                behindPoint += behindPoint < 0 ? 0 : 1;
            } else {
                return -1;
            }
        }
        // Both are exact, so the quotient is the nearest double.
        return count == 0 ? -1 : digits / POWERS_OF_TEN[Math.max(behindPoint, 0)];
    }
}
