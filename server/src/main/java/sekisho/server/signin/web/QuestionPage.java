package sekisho.server.signin.web;

import java.util.List;
import sekisho.server.challenge.QuestionText;
import sekisho.server.platform.web.PageError;

/// What the page `signin/question` shows (`/signin/question`): the member's own question, at a sign-in.
public record QuestionPage(QuestionText question, String reference, List<PageError> errors) {
    public QuestionPage {
        errors = List.copyOf(errors);
    }
}
