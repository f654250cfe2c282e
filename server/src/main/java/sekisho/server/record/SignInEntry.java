package sekisho.server.record;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One line of the sign-in history: a decision and all that became of it, in order.
///
/// @param waiting whether it still waits for its member
/// @param attemptKept whether its attempt is still kept, for a month
public record SignInEntry(Decided decided, Instant at, List<Outcome> outcomes, boolean waiting, boolean attemptKept) {
    private static final Set<Outcome> ASKED = EnumSet.of(
            Outcome.WAY_ASKED, Outcome.CODE_SENT, Outcome.CODE_ASKED, Outcome.DEVICE_ASKED, Outcome.QUESTION_ASKED);

    public SignInEntry {
        outcomes = List.copyOf(outcomes);
    }

    /// Whether it ended in a session.
    public boolean signedIn() {
        return outcomes.contains(Outcome.SIGNED_IN);
    }

    /// How its member was asked last to prove himself, as it was recorded: `WAY_ASKED`,
    /// `DEVICE_ASKED`, `QUESTION_ASKED`, or else a code.
    public Outcome askedLast() {
        return outcomes.reversed().stream().filter(ASKED::contains).findFirst().orElse(Outcome.CODE_SENT);
    }

    /// Whether the owner reported it and has not taken that back.
    public boolean reported() {
        return outcomes.lastIndexOf(Outcome.REPORTED) > outcomes.lastIndexOf(Outcome.REPORT_UNDONE);
    }

    /// Whether the right password stood behind it and its owner can still say whether it was him.
    public boolean askable() {
        return attemptKept
                && decided.kind() == AttemptKind.SIGN_IN
                && !decided.decision().equals("DENY");
    }

    /// How it stands.
    public Result result() {
        if (reported()) {
            return Result.REPORTED;
        }
        if (signedIn()) {
            return outcomes.contains(Outcome.PROVED) ? Result.CONFIRMED : Result.COMPLETED;
        }
        if (outcomes.contains(Outcome.CANCELLED)) {
            return Result.CANCELLED;
        }
        if (outcomes.contains(Outcome.RECOVERY_WAITS)) {
            return outcomes.contains(Outcome.RECOVERY_COMPLETED) ? Result.COMPLETED : Result.WAITING;
        }
        return waiting ? Result.WAITING : Result.STOPPED;
    }

    /// What was asked beside the password.
    public Asked asked() {
        return switch (decided.kind()) {
            case FORGOT_PASSWORD -> Asked.CODE_AND_NEW_PASSWORD;
            case RECOVERY_BY_CODE -> Asked.RECOVERY_CODE;
            case RECOVERY_BY_WAITING -> Asked.RECOVERY_WAITING;
            case SIGN_IN, REGISTRATION ->
                switch (decided.decision()) {
                    case "ALLOW" -> Asked.NOTHING;
                    case "RESET" -> Asked.CODE_AND_NEW_PASSWORD;
                    case "HOLD" -> Asked.WAIT;
                    case "DENY" -> Asked.WRONG_PASSWORD;
                    default ->
                        switch (askedLast()) {
                            case WAY_ASKED -> Asked.CHOICE;
                            case DEVICE_ASKED -> Asked.DEVICE;
                            case QUESTION_ASKED -> Asked.QUESTION;
                            default -> Asked.CODE;
                        };
                };
        };
    }

    /// What became of it.
    public enum Result {
        COMPLETED,
        CONFIRMED,
        WAITING,
        STOPPED,
        CANCELLED,
        REPORTED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether somebody got in.
        public boolean isIn() {
            return this == COMPLETED || this == CONFIRMED;
        }
    }

    /// What was asked beside the password.
    public enum Asked {
        NOTHING,
        /// How to confirm it was left to choose, and nothing was chosen.
        CHOICE,
        CODE,
        DEVICE,
        QUESTION,
        CODE_AND_NEW_PASSWORD,
        RECOVERY_CODE,
        RECOVERY_WAITING,
        WAIT,
        WRONG_PASSWORD;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
