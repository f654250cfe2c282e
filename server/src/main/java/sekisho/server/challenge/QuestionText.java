package sekisho.server.challenge;

import java.util.Locale;

/// The questions that a member can choose from. The names are stored. They ask for what isn't on record
/// anywhere and what few people know.
public enum QuestionText {
    FIRST_RECORD,
    SHOP_NEAR_HOME,
    FIRST_INN,
    STORY_HERO,
    LESSON_TEACHER,
    LOST_THING;

    /// Names the text.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
