package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.Moment;

/// What the page `selfservice/home` shows (`/account`).
///
/// @param marks sign-ins that were stopped or reported lately, newest first
/// @param markedDays for how many days they are shown
public record HomePage(String name, String email, List<Mark> marks, int markedDays) {
    public HomePage {
        marks = List.copyOf(marks);
    }

    /// One sign-in that was stopped or reported.
    ///
    /// @param state names its text: `waiting`, `stopped`, `claimed` or `reported`
    /// @param when full
    public record Mark(String state, Moment when, String reference) {}
}
