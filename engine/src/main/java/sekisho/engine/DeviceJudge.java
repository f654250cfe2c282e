package sekisho.engine;

import java.util.List;

/// Judges what the device cookie said. The largest single signal (ADR 0004).
final class DeviceJudge implements Judge {
    /// An attacker has a cookie of this account: cookie thieves and people at the member's own device.
    private static final double ATTACKER_RECOGNISED = 0.05;

    /// A sign-in of a member without any cookie history comes without a cookie this often (13 % in the
    /// simulator, 32 % of users lost theirs in Microsoft's figure of 2012; ADR 0004).
    private static final double MEMBER_UNKNOWN = 0.1;

    /// The two figures above weigh as much as this many sign-ins of the member.
    private static final double STRENGTH = 5;

    static final double RECOGNISED_FLOOR = -3;
    static final double RECOGNISED_CEILING = -1;
    static final double NEW_FLOOR = 0.5;
    static final double NEW_CEILING = 3;

    /// A valid token in a foreign browser is a little worse than no token at all: members hardly move
    /// cookies.
    static final double FOREIGN_CONTEXT = 3.2;

    @Override
    public List<Finding> judge(SignIn signIn) {
        double unknown = memberArrivesUnknown(signIn.history().arrivals());
        return switch (signIn.evidence().device()) {
            case RECOGNISED ->
                finding(
                        FindingType.DEVICE_RECOGNISED,
                        Math.clamp(Math.log(ATTACKER_RECOGNISED / (1 - unknown)), RECOGNISED_FLOOR, RECOGNISED_CEILING),
                        signIn);
            case UNKNOWN ->
                finding(
                        FindingType.DEVICE_NEW,
                        Math.clamp(Math.log((1 - ATTACKER_RECOGNISED) / unknown), NEW_FLOOR, NEW_CEILING),
                        signIn);
            case FOREIGN_CONTEXT -> finding(FindingType.DEVICE_FOREIGN_CONTEXT, FOREIGN_CONTEXT, signIn);
        };
    }

    private static double memberArrivesUnknown(Habit arrivals) {
        return (arrivals.weight(AccountHistory.ARRIVED_UNKNOWN) + STRENGTH * MEMBER_UNKNOWN)
                / (arrivals.total() + STRENGTH);
    }

    private static List<Finding> finding(FindingType type, double contribution, SignIn signIn) {
        Evidence.Browser browser = signIn.evidence().browser();
        return Facts.of("browser", browser.family())
                .and("system", browser.system())
                .finding(type, contribution);
    }
}
