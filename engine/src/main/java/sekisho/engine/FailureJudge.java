package sekisho.engine;

/// Judges failed sign-ins of the last hour: on this account, and from this network on many accounts.
final class FailureJudge {
    /// Members mistype in 2 % of sign-ins and mostly once or twice (ADR 4), so the first failures
    /// weigh little: 1 failure 0.3, 3 failures 0.7, 10 failures 1.2 nats.
    private static final double PER_LOG_FAILURE = 0.5;

    /// Behind one shared address a few members may mistype in the same hour; from here on it is an attack.
    static final int ATTACKED_ACCOUNTS = 3;

    private static final double PER_LOG_ACCOUNT = 0.6;
    private static final double PER_LOG_NETWORK_FAILURE = 0.2;

    /// Behind one prefix of a carrier are thousands of members.
    private static final double MOBILE_SHARE = 0.5;

    static final double FLOOR = 0;
    static final double ACCOUNT_CEILING = 2;
    static final double NETWORK_CEILING = 3;

    private FailureJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        onAccount(signIn.evidence.counters(), weighing);
        fromNetwork(signIn.evidence, weighing);
    }

    private static void onAccount(Evidence.Counters counters, Weighing weighing) {
        int failures = counters.failuresOnAccount();
        if (failures > 0) {
            weighing.add(
                    FindingType.VELOCITY_FAILURES,
                    ratios(Math.clamp(PER_LOG_FAILURE * Math.log1p(failures), FLOOR, ACCOUNT_CEILING)),
                    () -> Facts.of("failures", failures).map());
        }
    }

    private static void fromNetwork(Evidence evidence, Weighing weighing) {
        Evidence.Counters counters = evidence.counters();
        if (counters.accountsFromPrefix() < ATTACKED_ACCOUNTS) {
            return;
        }
        double nats = PER_LOG_ACCOUNT * Math.log(counters.accountsFromPrefix())
                + PER_LOG_NETWORK_FAILURE * Math.log1p(counters.failuresFromPrefix());
        weighing.add(
                FindingType.ATTACK_FROM_NETWORK,
                ratios(Math.clamp(share(evidence.network().type()) * nats, FLOOR, NETWORK_CEILING)),
                () -> Facts.of("failures", counters.failuresFromPrefix())
                        .and("accounts", counters.accountsFromPrefix())
                        .map());
    }

    /// Who guesses is a bulk attacker, less often a targeted one; who has the member's device or sits at his place
    /// doesn't need to. So an attack on a member's network says little about him on his own device.
    private static double[] ratios(double nats) {
        return Weighing.ratios(kind -> switch (kind) {
            case NAIVE, VPN -> Math.exp(nats);
            case TARGETED, VERY_TARGETED -> Math.exp(nats / 2);
            case COOKIE_THIEF, INSIDER -> 1;
        });
    }

    private static double share(NetworkType type) {
        return switch (type) {
            case MOBILE -> MOBILE_SHARE;
            case UNKNOWN, FIXED, CORPORATE, HOSTING, ANONYMIZER -> 1;
        };
    }
}
