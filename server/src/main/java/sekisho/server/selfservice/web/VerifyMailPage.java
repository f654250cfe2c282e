package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/verify-mail` shows (`/verify-mail`): the question for a reference number,
/// and the answer to the last one.
///
/// @param days how many days back a mail is found
/// @param answer null if nothing was asked yet
/// @param waitUntil when too many were asked: from when it goes on (clock); then there is no field
public record VerifyMailPage(
        int days, @Nullable Answer answer, @Nullable Moment waitUntil, List<PageError> errors) {
    public VerifyMailPage {
        errors = List.copyOf(errors);
    }

    /// What is known of a number.
    ///
    /// @param number the reference number, or what was typed where it can't be one
    /// @param mails empty if none was written
    public record Answer(String number, List<Mail> mails) {
        public Answer {
            mails = List.copyOf(mails);
        }
    }

    /// One mail that was written.
    ///
    /// @param when full
    /// @param subjects more than one if it isn't said which of them it was
    public record Mail(Moment when, List<String> subjects) {
        public Mail {
            subjects = List.copyOf(subjects);
        }
    }
}
