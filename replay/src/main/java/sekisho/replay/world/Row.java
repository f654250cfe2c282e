package sekisho.replay.world;

import sekisho.replay.Scenario;

/// One row of the file.
///
/// @param member number of the member, from 0
/// @param roundTripMillis -1 where it wasn't measured
/// @param token that the browser presented; 0 for none
/// @param newToken that the browser holds afterwards; 0 for none
record Row(
        long at,
        int member,
        Connection connection,
        int roundTripMillis,
        Look look,
        boolean successful,
        long token,
        long newToken,
        boolean passwordBreached,
        int failedAttempts,
        Scenario scenario,
        boolean attackAddress) {

    Row withFailedAttempts(int count) {
        return new Row(
                at,
                member,
                connection,
                roundTripMillis,
                look,
                successful,
                token,
                newToken,
                passwordBreached,
                count,
                scenario,
                attackAddress);
    }
}
