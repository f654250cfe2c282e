package sekisho.engine;

import java.util.Set;

/// What the server does with a sign-in.
public sealed interface Decision {
    /// The stable name for records and programs.
    default String name() {
        return switch (this) {
            case Allow allow -> "ALLOW";
            case Challenge challenge -> "CHALLENGE";
            case RequirePasswordReset requirePasswordReset -> "RESET";
            case Hold hold -> "HOLD";
            case Deny deny -> "DENY";
        };
    }

    /// Nothing more is asked.
    record Allow() implements Decision {}

    /// One of these proofs is asked for.
    record Challenge(Set<Authenticator> anyOf) implements Decision {
        public Challenge {
            anyOf = Set.copyOf(anyOf);
            if (anyOf.isEmpty()) {
                throw new IllegalArgumentException("a challenge that nobody can pass is a hold");
            }
        }
    }

    /// The password itself is no longer safe: a proof, then a new password.
    record RequirePasswordReset(ResetCause cause) implements Decision {}

    /// The risk asks for a proof and this account can give none: it waits.
    record Hold() implements Decision {}

    /// Refused; the password was wrong or the policy says so.
    record Deny() implements Decision {}
}
