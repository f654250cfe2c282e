package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.engine.Policy;
import sekisho.replay.report.ReportFacts.Agreement;

/// A history that a server wrote: what it learned late or never, and what it thought.
class ServersHistoryTest {
    private static final String COLUMNS = ",Device Recognition,Password Correct,Learned At,Unlearned At,"
            + "Recorded Log-Odds,Recorded Decision,Recorded Policy\n";

    @TempDir
    private Path directory = Path.of("");

    private final StringBuilder text = new StringBuilder(HistoryText.HEADER).append(COLUMNS);
    private int rows;

    /// A sign-in with the right password: of Hanako at home, or of whoever comes from elsewhere.
    private void signIn(String time, String country, boolean successful, String learnedAt, String unlearnedAt) {
        row(time, country, successful, "true", learnedAt, unlearnedAt, ",,");
    }

    private void row(
            String time,
            String country,
            boolean successful,
            String password,
            String learnedAt,
            String unlearnedAt,
            String recorded) {
        List<String> fields = List.of(
                String.valueOf(rows++),
                time,
                "hanako",
                "",
                country.equals("JP") ? "203.0.113.7" : "198.51.100.9",
                country,
                "",
                "",
                country.equals("JP") ? "2500" : "7018",
                "Mozilla/5.0 (Windows 10) Chrome/139",
                "Chrome 139",
                "Windows",
                "desktop",
                successful ? "True" : "False",
                "False",
                unlearnedAt.isEmpty() ? "False" : "True",
                "unknown",
                password,
                learnedAt,
                unlearnedAt,
                recorded);
        text.append(String.join(",", fields)).append('\n');
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("log.csv"), text);
    }

    private double[] logOdds(String engineName) throws IOException {
        Engine engine = Objects.requireNonNull(Engines.create(engineName, false));
        double[] logOdds = new double[rows];
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file()), true)) {
            for (int i = 0; i < rows; i++) {
                Verdict verdict = engine.take(Objects.requireNonNull(reader.next()));
                logOdds[i] = verdict == null ? Double.NaN : verdict.logOdds();
            }
        }
        return logOdds;
    }

    private double last() throws IOException {
        return logOdds("sekisho")[rows - 1];
    }

    private void liveAtHome() {
        for (int day = 10; day < 20; day++) {
            signIn("2026-03-" + day + " 08:00:00.000", "JP", true, "2026-03-" + day + " 08:00:01.000", "");
        }
    }

    @Test
    void whatIsLearnedLateIsKnownFromThenOn() throws IOException {
        liveAtHome();
        signIn("2026-03-20 08:00:00.000", "US", true, "2026-03-20 09:00:00.000", "");
        signIn("2026-03-20 09:00:00.000", "US", true, "never", "");

        assertThat(logOdds("sekisho")[11]).isLessThan(logOdds("sekisho")[10] - 1);
    }

    @Test
    void whatIsLearnedLateIsUnknownUntilThen() throws IOException {
        liveAtHome();
        signIn("2026-03-20 08:00:00.000", "US", true, "2026-03-20 09:00:00.000", "");
        signIn("2026-03-20 08:59:59.999", "US", true, "never", "");

        assertThat(logOdds("sekisho")[11]).isGreaterThan(logOdds("sekisho")[10] - 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sekisho", "sekisho-address-agent", "freeman", "rule-country-new"})
    void whatWasNeverProvenTeachesNoEngine(String engine) throws IOException {
        liveAtHome();
        signIn("2026-03-20 08:00:00.000", "US", true, "never", "");
        signIn("2026-03-20 08:00:00.000", "US", true, "never", "");

        double[] logOdds = logOdds(engine);
        assertThat(logOdds[11]).isEqualTo(logOdds[10]);
    }

    @Test
    void whatItsOwnerReportsIsForgottenAsIfItHadNotBeen() throws IOException {
        liveAtHome();
        signIn("2026-03-20 08:00:00.000", "JP", true, "2026-03-20 08:00:01.000", "");
        signIn("2026-03-20 20:00:00.000", "US", true, "never", "");
        double without = last();

        text.setLength(HistoryText.HEADER.length() + COLUMNS.length());
        rows = 0;
        liveAtHome();
        signIn("2026-03-20 07:50:00.000", "US", true, "2026-03-20 07:51:00.000", "2026-03-20 08:10:00.000");
        signIn("2026-03-20 08:00:00.000", "JP", true, "2026-03-20 08:00:01.000", "");
        signIn("2026-03-20 08:05:00.000", "US", true, "never", "");
        signIn("2026-03-20 20:00:00.000", "US", true, "never", "");
        double[] logOdds = logOdds("sekisho");

        assertThat(logOdds[12]).as("while it was learned").isLessThan(logOdds[10] - 1);
        assertThat(logOdds[13]).isEqualTo(without);
        assertThat(logOdds("freeman")[13])
                .as("no other engine learns an attack")
                .isEqualTo(logOdds("freeman")[12]);
    }

    @Test
    void aRightPasswordThatLedNowhereIsNoFailure() throws IOException {
        liveAtHome();
        row("2026-03-20 08:00:00.000", "JP", false, "true", "never", "", ",,");
        row("2026-03-20 08:00:01.000", "JP", false, "not_asked", "never", "", ",,");
        signIn("2026-03-20 08:00:02.000", "JP", true, "never", "");
        double after = last();
        row("2026-03-20 08:00:03.000", "JP", false, "false", "never", "", ",,");
        signIn("2026-03-20 08:00:04.000", "JP", true, "never", "");

        assertThat(after).isEqualTo(logOdds("sekisho")[12]);
        assertThat(last()).isGreaterThan(after);
    }

    @Test
    void theReplayIsSetBesideWhatTheServerWroteDown() throws Exception {
        liveAtHome();
        signIn("2026-03-20 08:00:00.000", "JP", true, "never", "");
        double right = last();
        String policy = Policy.standard().version();
        row("2026-03-20 08:01:00.000", "JP", true, "true", "never", "", right + ",ALLOW," + policy);
        row("2026-03-20 08:02:00.000", "JP", false, "true", "never", "", right + ",,");
        row("2026-03-20 08:03:00.000", "JP", false, "false", "never", "", right + ",DENY," + policy);
        row("2026-03-20 09:04:00.000", "JP", true, "true", "never", "", "1.5,HOLD," + policy);
        row("2026-03-20 09:05:00.000", "JP", true, "true", "never", "", "2.5,HOLD,another");

        Engine engine = Objects.requireNonNull(Engines.create("sekisho", false));
        Engine other = Objects.requireNonNull(Engines.create("sekisho-address-agent", false));
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file()), true)) {
            ReplayRun run = new ReplayRun(reader, List.of(other, engine), 2);
            Outcomes outcomes = Objects.requireNonNull(run.run(null));
            Agreement agreement = run.agreements().getFirst();

            assertThat(outcomes.size())
                    .as("what never succeeded is in no figure")
                    .isEqualTo(14);
            assertThat(run.agreements()).hasSize(1);
            assertThat(agreement.engine()).isEqualTo("sekisho");
            assertThat(agreement.signIns()).isEqualTo(5);
            assertThat(agreement.sameLogOdds()).isEqualTo(3);
            assertThat(agreement.decided()).isEqualTo(3);
            assertThat(agreement.sameDecision()).isEqualTo(2);
            assertThat(agreement.first()).extracting("index").containsExactly("14", "15");
            assertThat(AgreementSummary.of(run.agreements(), Locale.ENGLISH))
                    .contains("of 5 sign-ins that a server judged, 3 were judged to the same log-odds, bit by bit")
                    .contains("line 16, 14: the server 1.5 HOLD, the replay ");
            assertThat(AgreementSummary.of(run.agreements(), Locale.JAPANESE))
                    .contains("5件のうち")
                    .contains("16行目、14: サーバーは1.5 HOLD、再現は");
        }
    }
}
