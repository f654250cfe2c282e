package sekisho.engine;

import java.util.List;

/// Judges how little is known: while there is hardly any habit to compare with, the comparisons are
/// mild, and an unrecognised device must not profit from that. A recognised device needs no more
/// history.
final class HistoryJudge implements Judge {
    /// With so many proven sign-ins a history is no longer short.
    static final int ENOUGH_SIGN_INS = 3;

    /// Without any history, an unrecognised device alone is asked by the standard policy.
    static final double CEILING = 2;

    @Override
    public List<Finding> judge(SignIn signIn) {
        int signIns = signIn.history().signIns();
        if (signIns >= ENOUGH_SIGN_INS || signIn.onRecognisedDevice()) {
            return List.of();
        }
        return Facts.of("signIns", signIns)
                .finding(FindingType.HISTORY_SHORT, CEILING * (ENOUGH_SIGN_INS - signIns) / ENOUGH_SIGN_INS);
    }
}
