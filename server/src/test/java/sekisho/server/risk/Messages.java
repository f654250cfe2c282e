package sekisho.server.risk;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/// The real texts of this feature.
final class Messages {
    static final Locale JA = Locale.JAPANESE;
    static final Locale EN = Locale.ENGLISH;

    private Messages() {}

    static MessageSource real() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/risk", "messages/reason");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }
}
