package sekisho.server.console.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has just become of something that an agent did on a case; the page of the case says so.
///
/// @param key names the text
/// @param done whether it was done
record Said(String key, boolean done) {
    private static final Set<String> DONE = Set.of(
            "sent",
            "closed",
            "resend.did",
            "cancel_step.did",
            "end_sessions.did",
            "clear_devices.did",
            "mark_false_alarm.did",
            "recovery.asked",
            "recovery.did",
            "recovery.declined",
            "check.started",
            "check.passed");

    private static final Set<String> NOT_DONE = Set.of(
            "not_closed",
            "nothing",
            "too_many",
            "reason",
            "reason_secret",
            "recovery.no_sign_in",
            "recovery.no_mailbox",
            "recovery.same_mailbox",
            "recovery.waits",
            "recovery.over",
            "recovery.same_agent",
            "recovery.not_possible",
            "check.too_many",
            "check.wrong",
            "check.malformed",
            "check.over");

    /// Reads what stands in an address; null for anything else.
    static @Nullable Said of(String key) {
        boolean done = DONE.contains(key);
        return done || NOT_DONE.contains(key) ? new Said(key, done) : null;
    }
}
