package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A history that says which sign-ins their owners reported, and when.
class ReportedHistoryTest {
    private static final String COLUMNS = ",Device Recognition,Learned At,Unlearned At,Reported At,Report Trust\n";
    private static final int MEMBERS = 40;

    @TempDir
    private Path directory = Path.of("");

    private final StringBuilder text = new StringBuilder(HistoryText.HEADER).append(COLUMNS);
    private int rows;

    private void row(String time, String member, boolean atHome, boolean takeover, String reportedAt, String trust) {
        row(time, member, atHome, takeover, (atHome ? "" : "never") + ",," + reportedAt + "," + trust);
    }

    /// @param learned when it was learned, unlearned, reported, and the trust
    private void row(String time, String member, boolean atHome, boolean takeover, String learned) {
        List<String> fields = List.of(
                String.valueOf(rows++),
                time,
                member,
                "",
                atHome ? "203.0.113.7" : "198.51.100.9",
                atHome ? "JP" : "US",
                "",
                "",
                atHome ? "2500" : "7018",
                "Mozilla/5.0 (Windows 10) Chrome/139",
                "Chrome 139",
                "Windows",
                "desktop",
                "True",
                "False",
                takeover ? "True" : "False",
                atHome ? "recognised" : "unknown",
                learned);
        text.append(String.join(",", fields)).append('\n');
    }

    /// Members at home for ten days, then an attack on each, which he reports at ten.
    private void attack(String reportedAt, String trust) {
        for (int day = 10; day < 20; day++) {
            for (int member = 0; member < MEMBERS; member++) {
                row("2026-03-" + day + " 08:00:00.000", "m" + member, true, false, "", "");
            }
        }
        for (int member = 0; member < MEMBERS; member++) {
            row("2026-03-20 08:00:00.000", "m" + member, false, true, reportedAt, trust);
        }
        row("2026-03-20 08:30:00.000", "m1", true, false, "", "");
    }

    private double nextAt(String time, String engineName) throws IOException {
        row(time, "m0", false, false, "", "");
        Engine engine = Objects.requireNonNull(Engines.create(engineName, false));
        double last = Double.NaN;
        Path file = Files.writeString(directory.resolve("log.csv"), text);
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), true)) {
            for (int i = 0; i < rows; i++) {
                Verdict verdict = engine.take(Objects.requireNonNull(reader.next()));
                last = verdict == null ? Double.NaN : verdict.logOdds();
            }
        }
        text.setLength(HistoryText.HEADER.length() + COLUMNS.length());
        rows = 0;
        return last;
    }

    private double next(String reportedAt, String trust, String at) throws IOException {
        attack(reportedAt, trust);
        return nextAt(at, "sekisho");
    }

    @Test
    void whatWasReportedIsCountedWithItsHourAndByItsTrust() throws IOException {
        String at = "2026-03-20 12:00:00.000";
        double unreported = next("", "", at);
        double trusted = next("2026-03-20 10:00:00.000", "1.0", at);

        assertThat(trusted).isGreaterThan(unreported);
        assertThat(next("2026-03-20 10:00:00.000", "", at))
                .as("trusted if nothing is said")
                .isEqualTo(trusted);
        assertThat(next("2026-03-20 10:00:00.000", "0.5", at)).isBetween(unreported, trusted);
        assertThat(next("2026-03-20 10:00:00.000", "0.0", at)).isEqualTo(unreported);
        assertThat(next("2026-03-20 11:00:00.000", "1.0", at))
                .as("its hour isn't counted yet")
                .isEqualTo(unreported);
    }

    /// The server judges a report by what it remembers after it has unlearned what the intruder taught.
    @Test
    void whatTheIntruderTaughtBeforeDoesNotCountForHisNextSignIn() throws IOException {
        String unreported = "never,,,";
        String reported = "never,,2026-03-20 09:30:00.000,1.0";
        String learned = "2026-03-20 08:41:00.000,2026-03-20 09:30:00.000,,";

        assertThat(afterTwoVisits(learned, reported)).isEqualTo(afterTwoVisits(unreported, reported));
        assertThat(afterTwoVisits(unreported, reported)).isNotEqualTo(afterTwoVisits(unreported, unreported));
    }

    private double afterTwoVisits(String first, String second) throws IOException {
        attack("", "");
        row("2026-03-20 08:40:00.000", "m0", false, true, first);
        row("2026-03-20 08:50:00.000", "m0", false, true, second);
        return nextAt("2026-03-20 12:00:00.000", "sekisho");
    }

    @Test
    void noOtherEngineLearnsFromIt() throws IOException {
        attack("2026-03-20 10:00:00.000", "1.0");
        double reported = nextAt("2026-03-20 12:00:00.000", "freeman");
        attack("", "");

        assertThat(nextAt("2026-03-20 12:00:00.000", "freeman")).isEqualTo(reported);
    }

    @Test
    void aTrustThatIsNoneIsABadRow() throws IOException {
        attack("2026-03-20 10:00:00.000", "1.5");
        Path file = Files.writeString(directory.resolve("log.csv"), text);

        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), false)) {
            int read = 0;
            while (reader.next() != null) {
                read++;
            }
            assertThat(read).isEqualTo(rows - MEMBERS);
        }
    }
}
