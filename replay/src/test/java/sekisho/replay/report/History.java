package sekisho.replay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;
import sekisho.replay.Login;
import sekisho.replay.LoginRow;
import sekisho.replay.Outcomes;
import sekisho.replay.Scenario;
import sekisho.replay.ServerEvidence;
import sekisho.replay.Verdict;

/// A login history written down in a test, with what the engines thought of it. `NaN` as log-odds is "could
/// not judge".
final class History {
    final Outcomes outcomes;
    private long line = 1;
    private String country = "JP";
    private String device = "mobile";
    private NetworkType network = NetworkType.FIXED;

    History(String... engines) {
        outcomes = new Outcomes(List.of(engines));
    }

    History from(String country, String device, NetworkType network) {
        this.country = country;
        this.device = device;
        this.network = network;
        return this;
    }

    /// One legitimate sign-in after the other, each of the same member.
    History member(String member, double... logOdds) {
        for (double one : logOdds) {
            add(member, Scenario.LEGITIMATE, false, verdicts(one));
        }
        return this;
    }

    /// One attack after the other, each on the same member.
    History attacks(Scenario scenario, String member, double... logOdds) {
        for (double one : logOdds) {
            add(member, scenario, false, verdicts(one));
        }
        return this;
    }

    History takeover(String member, double... logOdds) {
        for (double one : logOdds) {
            add(member, Scenario.NOT_SAID, true, verdicts(one));
        }
        return this;
    }

    /// One row with what each engine thought of it.
    History row(Scenario scenario, String member, double... logOdds) {
        List<@Nullable Verdict> verdicts = new ArrayList<>();
        for (double one : logOdds) {
            verdicts.add(verdict(one, ""));
        }
        add(member, scenario, false, verdicts);
        return this;
    }

    /// One row with what each engine decided.
    History decided(Scenario scenario, String member, String... decisions) {
        List<@Nullable Verdict> verdicts = new ArrayList<>();
        for (String decision : decisions) {
            verdicts.add(decision.isEmpty() ? null : verdict(decision.length(), decision));
        }
        add(member, scenario, false, verdicts);
        return this;
    }

    private List<@Nullable Verdict> verdicts(double logOdds) {
        List<@Nullable Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < outcomes.engines().size(); i++) {
            verdicts.add(verdict(logOdds, ""));
        }
        return verdicts;
    }

    private static @Nullable Verdict verdict(double logOdds, String decision) {
        return Double.isNaN(logOdds) ? null : new Verdict(0, logOdds, decision, List.of());
    }

    private void add(String member, Scenario scenario, boolean takeover, List<@Nullable Verdict> verdicts) {
        line++;
        Login login = new Login(
                line * 1000,
                member,
                Double.NaN,
                null,
                country,
                null,
                null,
                null,
                null,
                null,
                null,
                device,
                true,
                null,
                null,
                network,
                null,
                null,
                null,
                null,
                -1,
                ServerEvidence.NONE);
        outcomes.add(new LoginRow(line, String.valueOf(line), login, scenario, false, takeover), verdicts);
    }

    Labels labels() {
        return Labels.of(outcomes);
    }

    /// The scores of the first engine.
    Scores scores() {
        return Scores.of(outcomes, labels(), 0);
    }

    /// The numbers from 1 to `count`.
    static double[] upTo(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> i + 1);
        return numbers;
    }
}
