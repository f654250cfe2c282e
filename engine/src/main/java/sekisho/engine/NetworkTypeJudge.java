package sekisho.engine;

import java.util.List;

/// Judges networks that hide where somebody is: data centres and anonymizers. Other kinds say nothing.
final class NetworkTypeJudge implements Judge {
    /// Share of attackers that come from data centres (55 to 60 % in the simulator, ADR 0004; less
    /// here, since the good ones don't) and through anonymizers.
    private static final double ATTACKERS_FROM_HOSTING = 0.35;

    private static final double ATTACKERS_FROM_ANONYMIZER = 0.1;

    /// Share of members that do (1 % use a VPN, ADR 0004), and how many sign-ins that expectation weighs.
    private static final double MEMBERS_FROM_HOSTING = 0.01;

    private static final double MEMBERS_FROM_ANONYMIZER = 0.005;
    private static final double STRENGTH = 3;

    static final double FLOOR = 0;
    static final double CEILING = 2;

    @Override
    public List<Finding> judge(SignIn signIn) {
        return switch (signIn.evidence().network().type()) {
            case HOSTING -> finding(FindingType.NETWORK_HOSTING, signIn, ATTACKERS_FROM_HOSTING, MEMBERS_FROM_HOSTING);
            case ANONYMIZER ->
                finding(FindingType.NETWORK_ANONYMIZER, signIn, ATTACKERS_FROM_ANONYMIZER, MEMBERS_FROM_ANONYMIZER);
            case UNKNOWN, FIXED, MOBILE, CORPORATE -> List.of();
        };
    }

    private static List<Finding> finding(FindingType type, SignIn signIn, double attackers, double members) {
        Evidence.Network network = signIn.evidence().network();
        Habit habit = signIn.history().habit(Feature.NETWORK_TYPE);
        double member = (habit.weight(network.type().name()) + STRENGTH * members) / (habit.total() + STRENGTH);
        return Facts.of("asn", network.asn())
                .and("asName", network.asName())
                .finding(type, Math.clamp(Math.log(attackers / member), FLOOR, CEILING));
    }
}
