package sekisho.engine;

import java.util.Map;

/// The risk engine: additive log-odds against a mixture of attackers, each term explained. Stateless.
///
/// It starts from the [#PRIOR] and adds one [Finding] per judgement, each
/// `ln p(value | attacker, what was judged before) − ln p(value | this member)` between fixed limits
/// ([Weighing]). What is not known adds nothing.
public final class RiskEngine {
    /// Written into every record.
    public static final String VERSION = "mixture-2";

    /// Log-odds before any evidence: 1 to 9. Far above the base rate of takeovers (141 in 12.5 million
    /// sign-ins of the RBA dataset), since it carries the cost too: a missed takeover weighs as much as
    /// some ten thousand needless questions. The score is therefore a measure of what to do, not the
    /// share of attackers. With it, the standard policy asks in about one of a hundred sign-ins.
    public static final double PRIOR = Math.log(1 / 9.0);

    /// How much less likely than others an account is attacked whose history has this length
    /// ([SignIn#LENGTHS]), in nats. The password of an account that was hardly ever used is hardly ever stolen,
    /// though whoever lives with its owner may know it; and without this, whoever begins would be asked six
    /// times as often as the average, since nearly everything is new of him.
    private static final double[] EXPOSURE = {-2, -1.8, -1.25, -0.3, 0, 0};

    /// Where devices aren't known newness says less, so less of it has to be made good.
    private static final double EXPOSURE_WITHOUT_DEVICE = 0.4;

    private static void exposure(SignIn signIn, Weighing weighing) {
        double part = signIn.device == SignIn.DEVICE_NOT_KNOWN ? EXPOSURE_WITHOUT_DEVICE : 1;
        double nats = part * EXPOSURE[signIn.length];
        if (nats == 0 || isFarFromBeginners(signIn)) {
            return;
        }
        double ratio = Math.exp(nats);
        double ofInsider = Math.exp(nats / 2);
        weighing.add(
                FindingType.HISTORY_SHORT,
                Weighing.ratios(kind -> kind == Attacker.INSIDER ? ofInsider : ratio),
                () -> Facts.of("signIns", signIn.history.signIns()).map());
    }

    /// Whoever begins shows much that is new, but hardly ever a new country, and seldom the exit of a data centre
    /// or an anonymizer: that needs no allowance.
    private static boolean isFarFromBeginners(SignIn signIn) {
        return signIn.length > 0 && (signIn.isNew(Level.COUNTRY) || isHiddenAsNeverBefore(signIn));
    }

    private static boolean isHiddenAsNeverBefore(SignIn signIn) {
        return switch (signIn.evidence.network().type()) {
            case HOSTING, ANONYMIZER ->
                signIn.history.find(Feature.NETWORK_TYPE, signIn.traits.key(Feature.NETWORK_TYPE)) < 0;
            case UNKNOWN, FIXED, MOBILE, CORPORATE -> false;
        };
    }

    /// Judges one sign-in. Pure: the same values give the same assessment, bit by bit.
    public Assessment assess(Evidence evidence, AccountHistory history, Population population) {
        return assess(new SignIn(evidence, history, population));
    }

    /// Judges a sign-in that may be learned then: what both need is worked out once.
    public Assessment assess(Observation observation) {
        return assess(observation.signIn());
    }

    private static Assessment assess(SignIn signIn) {
        return Assessment.of(PRIOR, weigh(signIn, true).findings(), VERSION);
    }

    /// The log-odds of [#assess] alone, bit by bit the same, for whoever judges millions and needs no reasons.
    public double logOdds(Observation observation) {
        return weigh(observation.signIn(), false).logOdds();
    }

    static Weighing weigh(SignIn signIn, boolean explains) {
        Evidence evidence = signIn.evidence;
        Weighing weighing = new Weighing(PRIOR, signIn.population.attackers(evidence.device()), explains);
        exposure(signIn, weighing);
        NetworkJudge.judge(signIn, weighing);
        DeviceJudge.judge(signIn, weighing);
        BrowserJudge.judge(signIn, weighing);
        RoundTrips.judge(signIn, weighing);
        Hours.judge(signIn, weighing);
        TravelJudge.judge(signIn, weighing);
        FailureJudge.judge(signIn, weighing);
        if (Boolean.TRUE.equals(evidence.credential().breached())) {
            weighing.add(FindingType.PASSWORD_BREACHED, Weighing.ratios(Attacker::breached), Map::of);
        }
        return weighing;
    }
}
