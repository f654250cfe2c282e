package sekisho.server.notice.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `notice/alert` shows (`/alerts/{reference}`): a sign-in, what became of it, and what
/// its owner can do about it.
///
/// @param when full
/// @param place estimated from the address, in words
/// @param thisDevice whether it was in this browser
/// @param thisSignIn whether it is the sign-in by which the reader is here
/// @param until while it waits: when it is stopped by itself; after a report: until when that can be
///     taken back (clock); null if never
/// @param numberTries how often the number of the waiting device can still be typed; 0 if it isn't asked
/// @param confirmTries how often the number can still be typed to confirm it; 0 if it can't be here
/// @param passwordOff after a report: whether the password was switched off
/// @param sessionsEnded after a report: how many sessions were ended
/// @param undone whether a report was taken back before
public record AlertPage(
        State state,
        Moment when,
        String device,
        String place,
        String reference,
        boolean thisDevice,
        boolean thisSignIn,
        @Nullable Moment until,
        int numberTries,
        int confirmTries,
        boolean passwordOff,
        int sessionsEnded,
        boolean undone,
        List<PageError> errors) {
    public AlertPage {
        errors = List.copyOf(errors);
    }

    /// What became of the sign-in.
    public enum State {
        WAITING,
        CLAIMED,
        /// The number was typed on another device; the waiting browser may go on.
        CONFIRMED,
        FINISHED_BY_CODE,
        FINISHED_BY_DEVICE,
        FINISHED_BY_ANSWER,
        FINISHED_BY_NEW_PASSWORD,
        FINISHED_UNASKED,
        STOPPED,
        REPORTED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it is stopped and waits.
        public boolean isOpen() {
            return this == WAITING || this == CLAIMED || this == CONFIRMED;
        }

        /// Whether nobody is asked anything, and the owner may still say that it was not him.
        public boolean isRecord() {
            return !isOpen() && this != REPORTED;
        }
    }
}
