package sekisho.replay;

/// One row of a login-history file: what the engines see, and what only the evaluation sees.
///
/// @param line number of the line on which the row begins, counted from 1 for the header
/// @param index the value of the column `index`, or the row's number from 0 where that is missing
/// @param attackAddress the value of `Is Attack IP`
/// @param takeover the value of `Is Account Takeover`
public record LoginRow(
        long line, String index, Login login, Scenario scenario, boolean attackAddress, boolean takeover) {

    /// Whether the file says that this is an attack: it is assessed and never learned from.
    public boolean isAttack() {
        return scenario.isAttack() || takeover;
    }

    /// Whether there is something to decide: the password was right, or the file says that it was an attack.
    public boolean isAssessed() {
        return login.successful() || isAttack();
    }
}
