package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `selfservice/home` shows (`/account`).
///
/// @param marks sign-ins that were stopped or reported lately, newest first
/// @param markedDays for how many days they are shown
/// @param recovery a recovery that waits and that the member can stop; null if there is none
/// @param stopped whether one was stopped just now
/// @param question whether the site wants security questions
/// @param call a check of a caller that waits; null if there is none
public record HomePage(
        String name,
        String email,
        List<Mark> marks,
        int markedDays,
        @Nullable Recovery recovery,
        boolean stopped,
        boolean question,
        @Nullable CallView call) {
    public HomePage {
        marks = List.copyOf(marks);
    }

    /// One sign-in that was stopped or reported.
    ///
    /// @param state names its text: `waiting`, `asks`, `confirmed`, `stopped`, `claimed` or `reported`
    /// @param when full
    public record Mark(String state, Moment when, String reference) {}

    /// A recovery that waits.
    ///
    /// @param asked when it was asked for (full)
    /// @param ripe from when on it can be finished (full)
    public record Recovery(Moment asked, Moment ripe, String device, String place, String reference) {}
}
