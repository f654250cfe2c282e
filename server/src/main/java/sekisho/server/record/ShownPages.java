package sekisho.server.record;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What members saw: the text of each page that an attempt showed, so that support tells of the same words.
@Component
public class ShownPages {
    /// So many pages of one attempt are kept, the first ones: whoever guesses shows himself many.
    static final int MOST = 20;

    private static final int LONGEST = 8_000;

    private final ShownPageStore store;

    ShownPages(ShownPageStore store) {
        this.store = store;
    }

    /// Keeps a page, unless it is the one that was kept last.
    public void keep(UUID accountId, UUID attemptId, String path, Locale locale, String title, String text) {
        store.insert(accountId, attemptId, path, locale, cut(title), cut(text));
    }

    /// The pages that an attempt showed, in their order.
    public List<ShownPage> of(UUID accountId, UUID attemptId) {
        return store.list(accountId, attemptId);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
