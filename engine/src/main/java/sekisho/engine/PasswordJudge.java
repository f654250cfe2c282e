package sekisho.engine;

import java.util.List;
import java.util.Map;

/// Judges the password: one that stands on a list of leaked ones is in other hands too.
final class PasswordJudge implements Judge {
    /// A member with a leaked password is taken over ten times as often (Thomas et al., CCS 2017,
    /// figure for breaches).
    static final double BREACHED = Math.log(10);

    @Override
    public List<Finding> judge(SignIn signIn) {
        return Boolean.TRUE.equals(signIn.evidence().credential().breached())
                ? List.of(new Finding(FindingType.PASSWORD_BREACHED, BREACHED, Map.of()))
                : List.of();
    }
}
