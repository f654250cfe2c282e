package sekisho.replay;

import static sekisho.replay.SummaryTexts.count;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sekisho.replay.ReadReport.BadRows;
import sekisho.replay.ReadReport.Crowd;
import sekisho.replay.ReadReport.Oddities;
import sekisho.replay.ReadReport.Place;

/// What a replay showed, in a few lines of text.
final class Summary {
    private static final double CAUGHT = 0.99;

    private final SummaryTexts texts;
    private final List<String> lines = new ArrayList<>();

    private Summary(Locale language) {
        texts = new SummaryTexts(language);
    }

    /// A kind of attack in the outcomes.
    private record Attack(String name, IntPredicate rows) {}

    /// @param language English or Japanese
    static String of(ReadReport report, Outcomes outcomes, Locale language) {
        Summary summary = new Summary(language);
        summary.sayRead(report);
        summary.sayOddities(report.rows(), report.oddities());
        summary.sayAssessed(outcomes);
        return String.join("\n", summary.lines) + "\n";
    }

    private void say(String key, Object... values) {
        lines.add(texts.text(key, values));
    }

    private void sayRead(ReadReport report) {
        if (report.rows() == 0) {
            say("read.nothing");
        } else {
            say(
                    "read",
                    count(report.rows()),
                    count(report.members()),
                    count(report.failed()),
                    day(report.firstAt()),
                    day(report.lastAt()));
        }
        if (!report.badRows().isEmpty()) {
            say("bad", count(report.badRowCount()));
        }
        for (BadRows bad : report.badRows()) {
            Place first = bad.places().first().getFirst();
            String why = texts.text("bad." + bad.why().name());
            lines.add("  " + texts.text("places", why, count(bad.places().count()), first.file(), count(first.line())));
        }
        if (report.outOfOrder().count() > 0) {
            Place first = report.outOfOrder().first().getFirst();
            say("order", count(report.outOfOrder().count()), first.file(), count(first.line()));
        }
    }

    private static String day(long millis) {
        return Instant.ofEpochMilli(millis)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private void sayOddities(long rows, Oddities oddities) {
        for (Crowd crowd : oddities.crowds()) {
            say("crowd", crowd.member(), count(crowd.rows()), count(crowd.successful()));
        }
        sayIfAny("private", oddities.privateAddresses());
        sayIfAny("artificial", oddities.artificialProviders());
        sayIfAny("device-type", oddities.withoutDeviceType());
        if (oddities.withoutRoundTrip() > 0) {
            say("round-trip", String.format(Locale.ROOT, "%.1f", 100.0 * oddities.withoutRoundTrip() / rows));
        }
    }

    private void sayIfAny(String key, long number) {
        if (number > 0) {
            say(key, count(number));
        }
    }

    private void sayAssessed(Outcomes outcomes) {
        long attacked = rows(outcomes).filter(outcomes::isAttack).count();
        say("assessed", count(outcomes.size()), count(attacked));
        List<Attack> attacks = attacks(outcomes);
        if (attacks.isEmpty()) {
            return;
        }
        lines.add("");
        say("table");
        List<String> titles = attacks.stream().map(Attack::name).toList();
        lines.add(line(texts.text("engine"), titles));
        for (int engine = 0; engine < outcomes.engines().size(); engine++) {
            int number = engine;
            lines.add(line(
                    outcomes.engines().get(engine),
                    attacks.stream()
                            .map(attack -> challenged(outcomes, number, attack))
                            .toList()));
        }
    }

    private static IntStream rows(Outcomes outcomes) {
        return IntStream.range(0, outcomes.size());
    }

    private List<Attack> attacks(Outcomes outcomes) {
        List<Attack> attacks = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            if (scenario.isAttack()) {
                attacks.add(new Attack(scenario.word(), row -> outcomes.scenario(row) == scenario));
            }
        }
        attacks.add(new Attack(
                texts.text("takeover"),
                row -> outcomes.isTakeover(row) && !outcomes.scenario(row).isAttack()));
        attacks.removeIf(attack -> rows(outcomes).noneMatch(attack.rows()));
        return attacks;
    }

    /// The share of members' sign-ins that are challenged at the threshold that catches the attacks. Only
    /// what the engine could judge counts.
    private static String challenged(Outcomes outcomes, int engine, Attack attack) {
        IntPredicate judged = row -> !Double.isNaN(outcomes.logOdds(engine, row));
        double[] attacked = rows(outcomes)
                .filter(attack.rows().and(judged))
                .mapToDouble(row -> outcomes.logOdds(engine, row))
                .sorted()
                .toArray();
        IntPredicate legitimate = judged.and(row -> !outcomes.isAttack(row));
        long all = rows(outcomes).filter(legitimate).count();
        if (attacked.length == 0 || all == 0) {
            return "-";
        }
        double threshold = attacked[attacked.length - (int) Math.ceil(CAUGHT * attacked.length)];
        long asked = rows(outcomes)
                .filter(legitimate)
                .filter(row -> outcomes.logOdds(engine, row) >= threshold)
                .count();
        return String.format(Locale.ROOT, "%.2f %%", 100.0 * asked / all);
    }

    private static String line(String first, List<String> others) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", first));
        others.forEach(cell -> line.append(String.format(Locale.ROOT, "%15s", cell)));
        return line.toString();
    }
}
