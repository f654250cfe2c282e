package sekisho.replay.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sekisho.engine.Policy;

/// Policies in the words of one language.
final class Words {
    static final Words ENGLISH = new Words(Locale.ENGLISH);
    static final Words JAPANESE = new Words(Locale.JAPANESE);

    private final ResourceBundle texts;

    private Words(Locale language) {
        this.texts = ResourceBundle.getBundle("sekisho.replay.policy.policy", language);
    }

    /// Reads the value of `--locale`.
    static final class OfLocale implements ITypeConverter<Words> {
        @Override
        public Words convert(String value) {
            return switch (value) {
                case "en" -> ENGLISH;
                case "ja" -> JAPANESE;
                default -> throw new TypeConversionException("it takes ja or en, but was " + value);
            };
        }
    }

    /// The text of a key, with `{0}`, `{1}` and so on replaced.
    String say(String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }

    /// Where a level starts, as a phrase.
    String start(Policy.Start start) {
        return switch (start) {
            case Policy.FromScore from -> say("start.score", number(from.score()));
            case Policy.Budget budget ->
                switch (budget.unit()) {
                    case SHARE_OF_SIGN_INS -> say("start.share", percent(budget.amount()));
                    case A_MEMBER_AND_YEAR -> say("start.yearly", number(budget.amount()));
                };
        };
    }

    /// What a level does, as a phrase.
    String answer(Policy.Level level) {
        if (level.deny()) {
            return say("answer.deny");
        }
        return level.ask().isEmpty() ? say("answer.nothing") : say("answer.ask", proofs(level));
    }

    /// The proofs that a level asks for, always in the same order.
    String proofs(Policy.Level level) {
        List<String> proofs = level.ask().stream()
                .sorted(Comparator.naturalOrder())
                .map(proof -> say("proof." + PolicyFile.word(proof)))
                .toList();
        if (proofs.size() == 1) {
            return proofs.getFirst();
        }
        return say("one-of", String.join(say("comma"), proofs.subList(0, proofs.size() - 1)), proofs.getLast());
    }

    /// A number of at most four digits behind the point.
    static String number(double number) {
        BigDecimal rounded =
                BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.signum() == 0 && number > 0 ? String.valueOf(number) : rounded.toPlainString();
    }

    /// A share as percent, without the sign.
    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
