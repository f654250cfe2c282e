package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// One way to judge sign-ins, fed with a login history in the order of time. It judges each sign-in before
/// it learns it. Not thread-safe: one thread feeds it.
public interface Engine {
    /// The name for `--engine` and in the output.
    String name();

    /// Judges a sign-in by what was learned so far; `null` if this engine can't judge it, such as the
    /// reference on a member's first sign-in. Changes nothing that a later judgement depends on.
    @Nullable
    Verdict assess(Login login);

    /// Learns a legitimate, successful sign-in, at once or when the server did.
    void learn(Login login);

    /// Takes notice of a sign-in with a wrong password.
    void failed(Login login);

    /// Takes one row: judges it if it is to be judged, then learns from it what is the member's own. An attack
    /// teaches nothing.
    ///
    /// @return the judgement; `null` where there is none
    default @Nullable Verdict take(LoginRow row) {
        Login login = row.login();
        Verdict verdict = row.isJudged() ? assess(login) : null;
        if (row.isLearned()) {
            learn(login);
        } else if (row.isFailure()) {
            failed(login);
        }
        return verdict;
    }
}
