package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.challenge.QuestionText;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/question` shows (`/account/question`). It never holds the answer.
///
/// @param now the question that is set; null if none is
/// @param since when it was set (full); null if none is
/// @param texts the questions to choose from
/// @param chosen the one that is marked; null if none is
/// @param saved what was just done: `set` or `removed`; null if nothing
/// @param shortest the fewest signs of an answer
/// @param email the address, for password managers
/// @param mailed the mailed code that is needed beside the password to set it; null in a recognised browser
public record OwnQuestionPage(
        @Nullable QuestionText now,
        @Nullable Moment since,
        List<QuestionText> texts,
        @Nullable QuestionText chosen,
        @Nullable String saved,
        int shortest,
        String email,
        @Nullable MailedCode mailed,
        List<PageError> errors) {
    public OwnQuestionPage {
        texts = List.copyOf(texts);
        errors = List.copyOf(errors);
    }
}
