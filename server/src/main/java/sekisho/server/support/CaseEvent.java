package sekisho.server.support;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.audit.Action;

/// Something that support did on a case, as its member may read it.
///
/// @param role the role of the agent
/// @param reason what the agent wrote down as the reason; for support only
public record CaseEvent(Kind kind, String role, @Nullable String reason, Instant at) {
    /// What was done. The names are stored.
    public enum Kind {
        OPENED(Action.CASE_OPENED),
        REPLIED(Action.REPLIED),
        CLOSED(Action.CLOSED),
        RESENT(Action.RESENT),
        STEP_CANCELLED(Action.STEP_CANCELLED),
        SESSIONS_ENDED(Action.SESSIONS_ENDED),
        DEVICES_CLEARED(Action.DEVICES_CLEARED),
        FALSE_ALARM_MARKED(Action.FALSE_ALARM_MARKED),
        RECOVERY_REQUESTED(Action.RECOVERY_REQUESTED),
        RECOVERY_STARTED(Action.RECOVERY_STARTED),
        RECOVERY_DECLINED(Action.RECOVERY_DECLINED),
        CHECK_STARTED(Action.CHECK_STARTED),
        CHECK_PASSED(Action.CHECK_PASSED),
        CHECK_FAILED(Action.CHECK_FAILED);

        private final Action action;

        Kind(Action action) {
            this.action = action;
        }

        Action action() {
            return action;
        }

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
