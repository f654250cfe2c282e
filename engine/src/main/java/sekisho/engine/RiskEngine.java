package sekisho.engine;

import java.util.ArrayList;
import java.util.List;

/// The risk engine: additive log-odds, each term explained. Stateless.
///
/// It starts from the [#PRIOR] and adds one [Finding] per judgement, each `ln p(evidence | attacker) −
/// ln p(evidence | this member)` between fixed limits. What is not known adds nothing.
public final class RiskEngine {
    /// Written into every record.
    public static final String VERSION = "additive-1";

    /// Log-odds before any evidence: 1 to 50. Far above the base rate of takeovers (141 in 12.5 million
    /// sign-ins of the RBA dataset), since it carries the cost too: a missed takeover weighs as much as
    /// some two thousand needless questions. The score is therefore a measure of what to do, not the
    /// share of attackers.
    public static final double PRIOR = Math.log(1 / 50.0);

    private static final List<Judge> JUDGES = List.of(
            new DeviceJudge(),
            new NetworkJudge(),
            new NetworkTypeJudge(),
            new PlaceJudge(),
            new TravelJudge(),
            new BrowserJudge(),
            new FailureJudge(),
            new PasswordJudge(),
            new HistoryJudge());

    /// Judges one sign-in. Pure: the same values give the same assessment, bit by bit.
    public Assessment assess(Evidence evidence, AccountHistory history, Population population) {
        SignIn signIn = new SignIn(evidence, history, population);
        List<Finding> findings = new ArrayList<>();
        for (Judge judge : JUDGES) {
            findings.addAll(judge.judge(signIn));
        }
        return Assessment.of(PRIOR, findings, VERSION);
    }
}
