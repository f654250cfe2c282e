package sekisho.replay;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The sentences of the summary, in one language.
final class SummaryTexts {
    private final ResourceBundle texts;

    /// @param language English or Japanese
    SummaryTexts(Locale language) {
        texts = ResourceBundle.getBundle("sekisho.replay.replay", language);
    }

    String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
