package sekisho.server.mail;

import java.time.Instant;
import java.util.List;

/// What anybody may know of a mail whose reference number he has.
///
/// @param subjects the subject with the code masked; two where it isn't said which of them it was
public record WrittenMail(Instant at, List<String> subjects) {
    public WrittenMail {
        subjects = List.copyOf(subjects);
    }
}
