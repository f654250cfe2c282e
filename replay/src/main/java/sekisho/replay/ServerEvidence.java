package sekisho.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.GeoPoint;

/// What only the server that a row comes from could know of the sign-in. Other files say nothing of it.
///
/// @param point where the city is
/// @param device what the server saw of the device; then tokens aren't looked at
/// @param failuresFromPrefix wrong passwords from the address prefix in the hour before; `-1` where it is not said
/// @param accountsFromPrefix accounts on which they failed; `-1` where it is not said
/// @param authenticators what the account could give when a policy decided
/// @param assessed whether the server computed the risk before it decided; else it did when it learned
/// @param learnedAt when the server learned the sign-in, in milliseconds since 1970-01-01 UTC; [#AT_ONCE] or [#NEVER]
/// @param unlearnedAt when the server forgot it because its owner said that it wasn't him; [#NEVER] if it didn't
/// @param report that its owner said so; `null` if he didn't, or took it back before it was counted
public record ServerEvidence(
        @Nullable GeoPoint point,
        @Nullable DeviceRecognition device,
        Password password,
        boolean passwordSwitchedOff,
        int failuresFromPrefix,
        int accountsFromPrefix,
        @Nullable Set<Authenticator> authenticators,
        boolean assessed,
        long learnedAt,
        long unlearnedAt,
        @Nullable Report report) {
    /// That the owner said that it wasn't him.
    ///
    /// @param at milliseconds since 1970-01-01 UTC
    /// @param trust 0 to 1
    public record Report(long at, double trust) {}

    /// Of a file that says nothing: a sign-in that succeeds is learned when it is made.
    public static final long AT_ONCE = Long.MIN_VALUE;

    /// It didn't happen: a sign-in that was never proven to be the member's is never learned.
    public static final long NEVER = Long.MAX_VALUE;

    /// Nothing is said.
    public static final ServerEvidence NONE =
            new ServerEvidence(null, null, Password.NOT_SAID, false, -1, -1, null, true, AT_ONCE, NEVER, null);

    /// What became of the password.
    public enum Password {
        /// Right if the sign-in succeeded, wrong if it failed.
        NOT_SAID,
        RIGHT,
        WRONG,
        /// There was none to check, as when it was forgotten.
        NOT_ASKED;

        static Password of(@Nullable Boolean correct) {
            if (correct == null) {
                return NOT_ASKED;
            }
            return correct ? RIGHT : WRONG;
        }
    }

    public ServerEvidence {
        authenticators = authenticators == null ? null : Set.copyOf(authenticators);
    }
}
