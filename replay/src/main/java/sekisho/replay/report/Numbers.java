package sekisho.replay.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Numbers for people, the same in both languages.
final class Numbers {
    /// Stands where there is no number.
    static final String NONE = "–";

    private static final int MOST_DIGITS = 6;

    private Numbers() {}

    /// `12,541,442`
    static String count(long count) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(count);
    }

    /// `12.3%`, `1.23%`, `0.123%`: about three digits, and never `100%` or `0%` for what is only near it.
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        double percent = share * 100;
        if (percent == 0 || percent == 100) {
            return fixed(percent, 0) + "%";
        }
        int digits = percent < 1 ? 3 : percent < 10 || percent > 99 ? 2 : 1;
        String text = fixed(percent, digits);
        while (digits < MOST_DIGITS && (isEnd(text, "0") || isEnd(text, "100"))) {
            digits++;
            text = fixed(percent, digits);
        }
        return text + "%";
    }

    private static boolean isEnd(String text, String end) {
        return new BigDecimal(text).compareTo(new BigDecimal(end)) == 0;
    }

    /// `1%`, `0.5%`, `99.9%`: a share that was chosen.
    static String round(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    /// With so many digits after the point.
    static String fixed(double number, int digits) {
        if (!Double.isFinite(number)) {
            return NONE;
        }
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0
                ? rounded.abs().toPlainString()
                : rounded.toPlainString().replace('-', '−');
    }

    /// Log-odds; with `∞` where a probability is 0 or 1.
    static String logOdds(double logOdds) {
        if (Double.isInfinite(logOdds)) {
            return logOdds > 0 ? "+∞" : "−∞";
        }
        return fixed(logOdds, 2);
    }
}
