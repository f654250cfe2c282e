package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// One row of a login-history file: what the engines see, and what only the evaluation sees.
///
/// @param line number of the line on which the row begins, counted from 1 for the header
/// @param index the value of the column `index`, or the row's number from 0 where that is missing
/// @param attackAddress the value of `Is Attack IP`
/// @param takeover the value of `Is Account Takeover`
/// @param recorded what the server that wrote the file thought of it; `null` where it says nothing
public record LoginRow(
        long line,
        String index,
        Login login,
        Scenario scenario,
        boolean attackAddress,
        boolean takeover,
        @Nullable Recorded recorded) {

    /// A row of a file that no server wrote.
    public LoginRow(long line, String index, Login login, Scenario scenario, boolean attackAddress, boolean takeover) {
        this(line, index, login, scenario, attackAddress, takeover, null);
    }

    /// Whether the file says that this is an attack: it is assessed and never learned from.
    public boolean isAttack() {
        return scenario.isAttack() || takeover;
    }

    /// Whether there is something to measure: the sign-in succeeded, or the file says that it was an attack.
    public boolean isAssessed() {
        return login.successful() || isAttack();
    }

    /// Whether it is judged: to be measured, or to be set beside what the server thought. Whose a sign-in was that
    /// was never finished, nobody knows, so no figure counts it.
    boolean isJudged() {
        return isAssessed() || recorded != null;
    }

    /// Whether it teaches what is usual for its member. What a server forgot again was never his.
    boolean isLearned() {
        return wasLearned() && !isAttack() && login.server().unlearnedAt() == ServerEvidence.NEVER;
    }

    /// Whether the server that wrote the file learned it, for a while at least; in other files every success.
    boolean wasLearned() {
        return login.successful()
                && login.server().learnedAt() != ServerEvidence.NEVER
                && !Boolean.FALSE.equals(login.passwordCorrect());
    }

    /// Whether it counts as a wrong password on the account.
    boolean isFailure() {
        return !login.successful() && !isAttack() && Boolean.FALSE.equals(login.passwordCorrect());
    }
}
