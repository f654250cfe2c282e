package sekisho.engine;

import java.util.Map;

/// The risk engine: additive log-odds against a mixture of attackers, each term explained. Stateless.
///
/// It starts from the [#PRIOR] and adds one [Finding] per judgement, each
/// `ln p(value | attacker, what was judged before) − ln p(value | this member)` between fixed limits
/// ([Weighing]). What is not known adds nothing.
public final class RiskEngine {
    /// Written into every record.
    public static final String VERSION = "mixture-1";

    /// Log-odds before any evidence: 1 to 9. Far above the base rate of takeovers (141 in 12.5 million
    /// sign-ins of the RBA dataset), since it carries the cost too: a missed takeover weighs as much as
    /// some ten thousand needless questions. The score is therefore a measure of what to do, not the
    /// share of attackers. With it, the standard policy asks in about one of a hundred sign-ins.
    public static final double PRIOR = Math.log(1 / 9.0);

    /// Nobody steals the password of an account that nobody has used yet: what a first sign-in contributes.
    static final double NOT_EXPOSED = -2;

    /// Judges one sign-in. Pure: the same values give the same assessment, bit by bit.
    public Assessment assess(Evidence evidence, AccountHistory history, Population population) {
        Weighing weighing = weigh(evidence, history, population, true);
        return Assessment.of(PRIOR, weighing.findings(), VERSION);
    }

    /// The log-odds of [#assess] alone, bit by bit the same, for whoever judges millions and needs no reasons.
    public double logOdds(Evidence evidence, AccountHistory history, Population population) {
        return weigh(evidence, history, population, false).logOdds();
    }

    private static Weighing weigh(Evidence evidence, AccountHistory history, Population population, boolean explains) {
        SignIn signIn = new SignIn(evidence, history, population);
        Weighing weighing = new Weighing(PRIOR, Attacker.shares(evidence.device()), explains);
        if (history.signIns() == 0) {
            weighing.add(FindingType.HISTORY_NONE, NOT_EXPOSED, Map::of);
        }
        NetworkJudge.judge(signIn, weighing);
        DeviceJudge.judge(signIn, weighing);
        BrowserJudge.judge(signIn, weighing);
        RoundTrips.judge(signIn, weighing);
        Hours.judge(signIn, weighing);
        TravelJudge.judge(signIn, weighing);
        FailureJudge.judge(signIn, weighing);
        if (Boolean.TRUE.equals(evidence.credential().breached())) {
            double[] ratios = new double[Weighing.KINDS.length];
            for (Attacker kind : Weighing.KINDS) {
                ratios[kind.ordinal()] = kind.breached();
            }
            weighing.add(FindingType.PASSWORD_BREACHED, ratios, Map::of);
        }
        return weighing;
    }
}
