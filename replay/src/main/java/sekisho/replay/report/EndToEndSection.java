package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How often attackers get in after all.
final class EndToEndSection implements Section {
    /// The attackers that the published figures are about.
    private static final List<Attacker> MEASURED = Stream.of(Attacker.values())
            .filter(attacker ->
                    Stream.of(Challenge.values()).anyMatch(challenge -> !Double.isNaN(challenge.stops(attacker))))
            .toList();

    @Override
    public String name() {
        return "end";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.hasAttacks();
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("end.how");
        List<String> challenges = Stream.of(Challenge.values())
                .map(challenge -> challenge(sheet, challenge))
                .toList();
        sheet.table(Table.of(
                sheet.text("end.published-caption"),
                Tables.columns(sheet.text("column.attacker"), challenges),
                MEASURED.stream().map(attacker -> published(sheet, attacker)).toList()));
        sheet.say("end.unknown");
        for (Attacker attacker : analysis.attackers()) {
            if (MEASURED.contains(attacker)) {
                writeTable(sheet, analysis, attacker, challenges);
            } else {
                sheet.say("end.not-measured", sheet.texts().attacker(attacker));
            }
        }
    }

    private static String challenge(Sheet sheet, Challenge challenge) {
        return sheet.text("challenge." + challenge.word());
    }

    private static Table.Row published(Sheet sheet, Attacker attacker) {
        List<String> cells = new ArrayList<>();
        cells.add(
                sheet.text("end.published", sheet.texts().attacker(attacker), sheet.text("google." + attacker.word())));
        for (Challenge challenge : Challenge.values()) {
            double stops = challenge.stops(attacker);
            cells.add(Double.isNaN(stops) ? sheet.text("end.no-figure") : Numbers.percent(stops));
        }
        return Table.Row.of(cells);
    }

    private static void writeTable(Sheet sheet, Analysis analysis, Attacker attacker, List<String> challenges) {
        List<String> names = new ArrayList<>();
        names.add(sheet.text("end.unchallenged"));
        names.addAll(challenges);
        List<Table.Group> groups = new ArrayList<>();
        for (EngineReport engine : analysis.engines()) {
            groups.add(new Table.Group(
                    engine.name(),
                    engine.endToEnd().stream()
                            .filter(end -> end.attacker() == attacker)
                            .map(end -> row(sheet, end))
                            .toList()));
        }
        sheet.table(new Table(
                sheet.text("end.caption", sheet.texts().attacker(attacker)),
                Tables.columns(sheet.text("column.point"), names),
                groups));
    }

    private static Table.Row row(Sheet sheet, EndToEnd end) {
        List<String> cells = new ArrayList<>();
        cells.add(Tables.point(sheet, end.point()));
        cells.add(Numbers.percent(1 - end.caught().value()));
        end.successes().forEach(success -> cells.add(success(sheet, success)));
        return Table.Row.of(cells);
    }

    private static String success(Sheet sheet, EndToEnd.Success success) {
        if (Double.isNaN(success.passes())) {
            return sheet.text("end.no-figure");
        }
        EndToEnd.WeakLink link = success.weakLink();
        if (link == null) {
            return Numbers.NONE;
        }
        return sheet.text(
                "end.success",
                Numbers.percent(success.total()),
                sheet.text("weak." + link.name().toLowerCase(Locale.ROOT)));
    }
}
