package sekisho.replay.report;

import java.util.List;

/// A language of the page.
enum Language {
    ENGLISH("en", "English"),
    JAPANESE("ja", "日本語");

    static final List<Language> ALL = List.of(values());

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /// As in the attribute `lang`.
    String tag() {
        return tag;
    }

    /// What its speakers call it.
    String ownName() {
        return ownName;
    }
}
