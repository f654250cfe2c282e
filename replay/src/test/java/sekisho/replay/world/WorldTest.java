package sekisho.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

class WorldTest {
    private static final int DAYS = 150;

    @Test
    void theSameSeedGivesTheSameBytes() {
        for (Era era : Era.values()) {
            String once = file(rows(80, 1, era, null));
            assertThat(file(rows(80, 1, era, null))).isEqualTo(once);
            assertThat(file(rows(80, 2, era, null))).isNotEqualTo(once);
        }
    }

    @Test
    void moreMembersLeaveTheFirstOnesAsTheyWere() {
        String few = file(rows(60, 1, Era.Y2026, 60));
        String ofMore = file(only(rows(100, 1, Era.Y2026, 100), row -> row.member() < 60));
        assertThat(ofMore).isEqualTo(few);
    }

    @Test
    void attackersChangeNothingInWhatMembersDo() {
        Predicate<Row> members = row -> row.scenario() == Scenario.LEGITIMATE;
        String without = file(withoutFailures(only(rows(60, 1, Era.Y2020, 0), members)));
        String with = file(withoutFailures(only(rows(60, 1, Era.Y2020, 600), members)));
        assertThat(with).isEqualTo(without);
    }

    @Test
    void everyMemberIsAttackedInEveryWay() {
        Map<String, Integer> attacks = new HashMap<>();
        for (Row row : rows(50, 1, Era.Y2026, 100)) {
            if (row.scenario().isAttack()) {
                attacks.merge(row.member() + " " + row.scenario(), 1, Integer::sum);
            }
        }
        assertThat(attacks).hasSize(50 * Attackers.TYPES.size());
        assertThat(attacks.values()).containsOnly(2);
    }

    @Test
    void rowsAreInTheOrderOfTimeAndWithinTheDays() {
        List<Row> rows = rows(80, 1, Era.Y2020, null);
        assertThat(rows).extracting(Row::at).isSorted();
        long first = Instant.parse("2020-02-03T00:00:00Z").toEpochMilli();
        assertThat(rows.getFirst().at()).isGreaterThanOrEqualTo(first);
        assertThat(rows.getLast().at()).isLessThan(first + (DAYS + 1) * Calendar.DAY);
    }

    @Test
    void aBrowserPresentsTheTokenThatItGotLast() {
        Map<Integer, Set<Long>> held = new HashMap<>();
        int presented = 0;
        for (Row row : only(rows(80, 1, Era.Y2026, 0), Row::successful)) {
            Set<Long> tokens = held.computeIfAbsent(row.member(), fresh -> new HashSet<>());
            if (row.token() != 0) {
                assertThat(tokens.remove(row.token())).isTrue();
                presented++;
            }
            assertThat(tokens.add(row.newToken())).isTrue();
        }
        assertThat(presented).isGreaterThan(500);
    }

    @Test
    void everyRowAgreesWithItself() {
        for (Era era : Era.values()) {
            Map<String, Integer> failures = new HashMap<>();
            int wrong = 0;
            for (NamedCsvRecord row : read(file(rows(80, 1, era, null)))) {
                String userAgent = row.getField("User Agent String");
                boolean legitimate = row.getField("Scenario").equals("legitimate");
                assertThat(row.getFieldCount()).isEqualTo(25);
                assertThat(row.getField("Device Type")).isEqualTo(deviceType(userAgent));
                assertThat(row.getField("IP Address")).matches("2[4-5]\\d(\\.\\d{1,3}){3}");
                assertThat(row.getField("Country")).hasSize(2);
                assertThat(row.getField("Screen")).matches("\\d+x\\d+");
                if (legitimate) {
                    boolean hints = era == Era.Y2026 && userAgent.contains("Chrome/");
                    assertThat(row.getField("Client Hints").isEmpty()).isEqualTo(!hints);
                }
                if (row.getField("Login Successful").equals("False")) {
                    assertThat(row.getField("New Device Token")).isEmpty();
                    assertThat(row.getField("Is Account Takeover")).isEqualTo("False");
                    failures.merge(row.getField("User ID"), 1, Integer::sum);
                    wrong++;
                } else {
                    assertThat(row.getField("New Device Token")).isNotEmpty();
                    assertThat(row.getField("Is Account Takeover")).isEqualTo(legitimate ? "False" : "True");
                    assertThat(Integer.parseInt(row.getField("Failed Attempts")))
                            .isLessThanOrEqualTo(failures.getOrDefault(row.getField("User ID"), 0));
                }
            }
            assertThat(wrong).isGreaterThan(50);
        }
    }

    private static String deviceType(String userAgent) {
        if (userAgent.contains("iPhone")
                || userAgent.contains("Mobile Safari")
                || userAgent.contains("Android 9; Mobile")) {
            return "mobile";
        }
        if (userAgent.contains("; Mobile; rv")) {
            return "mobile";
        }
        return userAgent.contains("Android") || userAgent.contains("iPad") ? "tablet" : "desktop";
    }

    @Test
    void theLastHourOfFailuresIsCounted() {
        Map<Integer, List<Long>> failures = new HashMap<>();
        int counted = 0;
        for (Row row : rows(80, 1, Era.Y2026, null)) {
            List<Long> past = failures.computeIfAbsent(row.member(), fresh -> new ArrayList<>());
            long hourAgo = row.at() - Calendar.HOUR;
            assertThat(row.failedAttempts())
                    .isEqualTo((int) past.stream().filter(at -> at >= hourAgo).count());
            counted += row.failedAttempts();
            if (!row.successful()) {
                past.add(row.at());
            }
        }
        assertThat(counted).isGreaterThan(50);
    }

    private static List<Row> rows(int members, long seed, Era era, @Nullable Integer attacks) {
        World.Settings settings = new World.Settings(members, DAYS, seed, era, Profile.MIXED, attacks);
        return new World(settings, Parameters.bundled()).rows();
    }

    private static List<Row> only(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).toList();
    }

    private static List<Row> withoutFailures(List<Row> rows) {
        return rows.stream().map(row -> row.withFailedAttempts(0)).toList();
    }

    private static String file(List<Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new WorldWriter(1).write(rows, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<NamedCsvRecord> read(String file) {
        return CsvReader.builder().ofNamedCsvRecord(file).stream().toList();
    }
}
