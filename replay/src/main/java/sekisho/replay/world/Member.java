package sekisho.replay.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One account.
///
/// @param owner who it belongs to
/// @param second who uses it too; `null` for most
/// @param gapDays mean days between two sign-ins
/// @param rateDrift logarithm of the factor by which that changes within a year
/// @param breachedFrom day from which the password is on a list; infinite for most
/// @param breachedUntil day on which it was changed
record Member(
        int number,
        Person owner,
        @Nullable Person second,
        double gapDays,
        double rateDrift,
        double breachedFrom,
        double breachedUntil) {

    boolean isBreached(double day) {
        return breachedFrom <= day && day < breachedUntil;
    }

    /// What happened to the account without attackers who know the password.
    ///
    /// @param signIns the successful ones, in order
    /// @param failures with a wrong password, of the member and of others
    record Life(Member member, List<SignIn> signIns, List<Row> failures) {}

    /// One successful sign-in of the member.
    ///
    /// @param kept whether the browser keeps the token
    record SignIn(Row row, Person person, Device device, boolean kept) {}
}
