package sekisho.engine;

import java.util.ArrayList;
import java.util.List;

/// Judges failed sign-ins of the last hour: on this account, and from this network on many accounts.
final class FailureJudge implements Judge {
    /// Members mistype in 2 % of sign-ins and mostly once or twice (ADR 0004), so the first failures
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

    @Override
    public List<Finding> judge(SignIn signIn) {
        List<Finding> findings = new ArrayList<>(2);
        findings.addAll(onAccount(signIn.evidence().counters()));
        findings.addAll(fromNetwork(signIn.evidence()));
        return findings;
    }

    private static List<Finding> onAccount(Evidence.Counters counters) {
        int failures = counters.failuresOnAccount();
        if (failures == 0) {
            return List.of();
        }
        return Facts.of("failures", failures)
                .finding(
                        FindingType.VELOCITY_FAILURES,
                        Math.clamp(PER_LOG_FAILURE * Math.log1p(failures), FLOOR, ACCOUNT_CEILING));
    }

    private static List<Finding> fromNetwork(Evidence evidence) {
        Evidence.Counters counters = evidence.counters();
        if (counters.accountsFromPrefix() < ATTACKED_ACCOUNTS) {
            return List.of();
        }
        double nats = PER_LOG_ACCOUNT * Math.log(counters.accountsFromPrefix())
                + PER_LOG_NETWORK_FAILURE * Math.log1p(counters.failuresFromPrefix());
        return Facts.of("failures", counters.failuresFromPrefix())
                .and("accounts", counters.accountsFromPrefix())
                .finding(
                        FindingType.ATTACK_FROM_NETWORK,
                        Math.clamp(share(evidence.network().type()) * nats, FLOOR, NETWORK_CEILING));
    }

    private static double share(NetworkType type) {
        return switch (type) {
            case MOBILE -> MOBILE_SHARE;
            case UNKNOWN, FIXED, CORPORATE, HOSTING, ANONYMIZER -> 1;
        };
    }
}
