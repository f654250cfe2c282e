package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;
import sekisho.replay.Login;
import sekisho.replay.LoginRow;
import sekisho.replay.Outcomes;
import sekisho.replay.Scenario;
import sekisho.replay.ServerEvidence;
import sekisho.replay.Verdict;

/// Outcomes drawn at random, the same each time: six engines, two of them rules, two of them policies to
/// compare.
final class SyntheticOutcomes {
    static final List<String> ENGINES =
            List.of("freeman", "sekisho@today", "sekisho@stricter", "rule-country-new", "rule-device-unknown");

    private static final List<String> COUNTRIES =
            List.of("JP", "JP", "JP", "JP", "JP", "JP", "US", "KR", "TW", "DE", "BR", "FR", "GB", "TH", "VN", "PH", "");
    private static final List<String> DEVICES = List.of("mobile", "mobile", "desktop", "tablet", "unknown", "");

    private final Random random = new Random(20261128);
    private final Outcomes outcomes = new Outcomes(ENGINES);
    private final int members;
    private final int[] pasts;
    private long line = 1;

    private SyntheticOutcomes(int members) {
        this.members = members;
        this.pasts = new int[members];
    }

    /// @param attackShare how many of the rows are attacks, from 0 to 1
    static Outcomes of(int rows, int members, double attackShare) {
        SyntheticOutcomes drawn = new SyntheticOutcomes(members);
        for (int row = 0; row < rows; row++) {
            drawn.add(drawn.random.nextDouble() < attackShare);
        }
        return drawn.outcomes;
    }

    private void add(boolean isAttack) {
        line++;
        int member = (int) (members * Math.pow(random.nextDouble(), 3));
        int past = pasts[member];
        int kind = isAttack ? 2 + random.nextInt(7) : 0;
        boolean takeover = kind == 8;
        Scenario scenario = takeover ? Scenario.NOT_SAID : isAttack ? Scenario.values()[kind] : Scenario.LEGITIMATE;
        double strength = isAttack ? 9 - kind + 0.1 * Math.min(past, 20) : -2.5 - 0.05 * Math.min(past, 40);
        double own = strength + 1.8 * random.nextGaussian();
        double reference = past == 0 ? Double.NaN : strength / 3 + 2 * random.nextGaussian();
        double stricter = own + 0.3 * random.nextGaussian() + 0.4;
        List<@Nullable Verdict> verdicts = new ArrayList<>();
        verdicts.add(past == 0 ? null : new Verdict(1, reference, "", List.of()));
        verdicts.add(decided(own));
        verdicts.add(decided(stricter));
        verdicts.add(rule(random.nextDouble() < (isAttack ? 0.9 - 0.1 * kind : 0.02)));
        verdicts.add(rule(random.nextDouble() < (isAttack ? 0.97 : 0.13)));
        outcomes.add(new LoginRow(line, String.valueOf(line), login(member), scenario, false, takeover), verdicts);
        if (!isAttack) {
            pasts[member]++;
        }
    }

    private static Verdict decided(double logOdds) {
        String decision = logOdds < 1 ? "ALLOW" : logOdds < 5 ? "CHALLENGE" : logOdds < 8 ? "RESET" : "DENY";
        return new Verdict(50, logOdds, decision, List.of());
    }

    private static Verdict rule(boolean applies) {
        return new Verdict(applies ? 100 : 0, applies ? 1 : -1, applies ? "CHALLENGE" : "ALLOW", List.of());
    }

    private Login login(int member) {
        return new Login(
                1_790_000_000_000L + line * 61_000,
                "m" + member,
                Double.NaN,
                null,
                COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                null,
                null,
                null,
                null,
                null,
                null,
                DEVICES.get(random.nextInt(DEVICES.size())),
                true,
                null,
                null,
                NetworkType.values()[random.nextInt(NetworkType.values().length)],
                null,
                null,
                null,
                null,
                -1,
                ServerEvidence.NONE);
    }

    static ReportFacts facts(Outcomes outcomes, boolean compared) {
        return new ReportFacts(
                List.of("shop-2026-01.csv.gz", "shop-<2026>&\"02\".csv"),
                outcomes.size() + 1234L,
                outcomes.size(),
                3,
                List.of(
                        new ReportFacts.BadRow("shop-2026-01.csv.gz", 17, "timestamp"),
                        new ReportFacts.BadRow("shop-2026-01.csv.gz", 90210, "<b>something new</b>")),
                List.of(
                        new ReportFacts.Trap("crowd", 81234),
                        new ReportFacts.Trap("private-addresses", 42),
                        new ReportFacts.Trap("something-new", 1)),
                compared ? new ReportFacts.Comparison("sekisho@today", "sekisho@stricter") : null,
                List.of(new ReportFacts.Agreement(
                        "sekisho@today",
                        outcomes.size(),
                        outcomes.size() - 2,
                        outcomes.size() - 1,
                        outcomes.size() - 2,
                        List.of(
                                new ReportFacts.Difference("<17>", 19, -3.25, 1.0 / 3, "ALLOW", "CHALLENGE"),
                                new ReportFacts.Difference("18", 20, -3.25, -3, null, "ALLOW")))));
    }
}
