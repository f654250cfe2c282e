package sekisho.replay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who bears the challenges, and who is protected.
final class FairnessSection implements Section {
    @Override
    public String name() {
        return "fairness";
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("fairness.how", Numbers.fixed(Fairness.UNFAIR, 0));
        writeWorst(sheet, analysis);
        writeFigures(sheet, analysis);
        for (EngineReport engine : analysis.engines()) {
            sheet.heading(engine.name());
            writeGroups(sheet, engine);
            writeProtection(sheet, engine);
        }
    }

    private static void writeWorst(Sheet sheet, Analysis analysis) {
        List<Table.Row> rows = new ArrayList<>();
        for (EngineReport engine : analysis.engines()) {
            for (Fairness fairness : engine.fairness()) {
                rows.add(worst(sheet, engine, fairness));
            }
        }
        sheet.table(Table.of(
                sheet.text("fairness.worst-caption"),
                List.of(
                        Table.Column.words(sheet.text("column.engine")),
                        Table.Column.words(sheet.text("column.point")),
                        Table.Column.number(sheet.text("axis.challenged")),
                        Table.Column.words(sheet.text("fairness.worst")),
                        Table.Column.number(sheet.text("fairness.ratio")),
                        Table.Column.number(sheet.text("fairness.marked", Numbers.fixed(Fairness.UNFAIR, 0)))),
                rows));
    }

    private static Table.Row worst(Sheet sheet, EngineReport engine, Fairness fairness) {
        Stream<Fairness.Group> compared = fairness.groups().stream().filter(group -> !Double.isNaN(group.ratio()));
        Fairness.Group worst =
                compared.max(Comparator.comparingDouble(Fairness.Group::ratio)).orElse(null);
        long unfair =
                fairness.groups().stream().filter(Fairness.Group::isUnfair).count();
        return new Table.Row(List.of(
                new Table.Cell(engine.name(), false),
                new Table.Cell(Tables.point(sheet, fairness.point()), false),
                new Table.Cell(Numbers.percent(fairness.point().challenged().value()), false),
                new Table.Cell(worst == null ? Numbers.NONE : fullName(sheet, worst), false),
                worst == null ? new Table.Cell(Numbers.NONE, false) : ratio(sheet, worst),
                new Table.Cell(Numbers.count(unfair), false)));
    }

    private static String fullName(Sheet sheet, Fairness.Group group) {
        return sheet.text("fairness.group", dimension(sheet, group.dimension()), name(sheet, group));
    }

    private static String dimension(Sheet sheet, Fairness.Dimension dimension) {
        return sheet.text("dimension." + dimension.name().toLowerCase(Locale.ROOT));
    }

    private static String name(Sheet sheet, Fairness.Group group) {
        return switch (group.dimension()) {
            case HISTORY -> group.name();
            case NETWORK -> sheet.text("network." + group.name());
            case DEVICE -> word(sheet, group.name());
            case COUNTRY -> group.name().equals("*") ? sheet.text("fairness.others") : word(sheet, group.name());
        };
    }

    /// A word of the file, or that it is not known.
    static String word(Sheet sheet, String word) {
        return word.isEmpty() ? sheet.text("network.unknown") : word;
    }

    private static Table.Cell ratio(Sheet sheet, Fairness.Group group) {
        String times =
                Double.isNaN(group.ratio()) ? Numbers.NONE : sheet.text("times", Numbers.fixed(group.ratio(), 2));
        String text = group.isUnfair() ? sheet.text("fairness.over", times, Numbers.fixed(Fairness.UNFAIR, 0)) : times;
        return new Table.Cell(text, group.isUnfair());
    }

    private static void writeFigures(Sheet sheet, Analysis analysis) {
        sheet.figures(() -> OperatingPoint.BUDGETS.forEach(budget -> writeFigure(sheet, analysis, budget)));
    }

    private static void writeFigure(Sheet sheet, Analysis analysis, double budget) {
        double highest = histories(analysis, budget)
                .flatMap(fairness -> fairness.groups().stream())
                .filter(group -> group.dimension() == Fairness.Dimension.HISTORY)
                .mapToDouble(group -> group.challenged().value())
                .max()
                .orElse(0);
        Chart chart = new Chart(
                Axis.names(sheet.text("dimension.history"), Fairness.History.names()),
                Axis.shares(sheet.text("axis.challenged"), highest));
        List<String> summary = new ArrayList<>();
        for (int i = 0; i < analysis.engines().size(); i++) {
            EngineReport engine = analysis.engines().get(i);
            Look look = Look.of(i);
            engine.fairness().stream()
                    .filter(fairness -> fairness.point().budget() == budget)
                    .forEach(fairness -> {
                        List<Fairness.Group> groups = histories(fairness);
                        chart.line(
                                engine.name(),
                                look,
                                groups.stream()
                                        .map(group -> new Chart.Point(
                                                Fairness.History.names().indexOf(group.name()),
                                                group.challenged().value()))
                                        .toList());
                        summary.add(sheet.text("fairness.summary", engine.name(), summary(sheet, groups)));
                    });
        }
        if (!chart.isEmpty()) {
            sheet.figure(sheet.text("fairness.figure", Numbers.round(budget)), chart, String.join(" ", summary));
        }
    }

    private static Stream<Fairness> histories(Analysis analysis, double budget) {
        return analysis.engines().stream()
                .flatMap(engine -> engine.fairness().stream())
                .filter(fairness -> fairness.point().budget() == budget);
    }

    private static List<Fairness.Group> histories(Fairness fairness) {
        return fairness.groups().stream()
                .filter(group -> group.dimension() == Fairness.Dimension.HISTORY)
                .toList();
    }

    private static String summary(Sheet sheet, List<Fairness.Group> groups) {
        return groups.stream()
                .map(group -> sheet.text(
                        "fairness.at-history",
                        group.name(),
                        Numbers.percent(group.challenged().value())))
                .collect(Collectors.joining(sheet.text("list-separator")));
    }

    private static void writeGroups(Sheet sheet, EngineReport engine) {
        List<String> names = new ArrayList<>();
        names.add(sheet.text("fairness.sign-ins"));
        for (Fairness fairness : engine.fairness()) {
            String point = Tables.point(sheet, fairness.point());
            names.add(sheet.text("fairness.challenged-at", point));
            names.add(sheet.text("fairness.ratio-at", point));
        }
        List<Table.Group> groups = new ArrayList<>();
        for (Fairness.Dimension dimension : Fairness.Dimension.values()) {
            groups.add(new Table.Group(dimension(sheet, dimension), rows(sheet, engine, dimension)));
        }
        sheet.table(new Table(
                sheet.text("fairness.caption", engine.name()),
                Tables.columns(sheet.text("fairness.who"), names),
                groups));
    }

    private static List<Table.Row> rows(Sheet sheet, EngineReport engine, Fairness.Dimension dimension) {
        List<Table.Row> rows = new ArrayList<>();
        List<Fairness.Group> first = engine.fairness().getFirst().groups();
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i).dimension() == dimension) {
                rows.add(row(sheet, engine, i));
            }
        }
        return rows;
    }

    private static Table.Row row(Sheet sheet, EngineReport engine, int place) {
        Fairness.Group first = engine.fairness().getFirst().groups().get(place);
        List<Table.Cell> cells = new ArrayList<>();
        cells.add(new Table.Cell(name(sheet, first), false));
        cells.add(new Table.Cell(Numbers.count(first.challenged().whole()), false));
        for (Fairness fairness : engine.fairness()) {
            Fairness.Group group = fairness.groups().get(place);
            cells.add(new Table.Cell(Numbers.percent(group.challenged().value()), false));
            cells.add(ratio(sheet, group));
        }
        return new Table.Row(List.copyOf(cells));
    }

    private static void writeProtection(Sheet sheet, EngineReport engine) {
        List<Attacker> attackers =
                engine.curves().stream().map(OperatingCurve::attacker).toList();
        if (attackers.isEmpty()) {
            return;
        }
        sheet.table(new Table(
                sheet.text("fairness.protection-caption", engine.name()),
                Tables.columns(
                        sheet.text("dimension.history"),
                        attackers.stream().map(sheet.texts()::attacker).toList()),
                engine.fairness().stream()
                        .map(fairness -> protection(sheet, fairness, attackers))
                        .toList()));
    }

    private static Table.Group protection(Sheet sheet, Fairness fairness, List<Attacker> attackers) {
        List<Table.Row> rows = new ArrayList<>();
        for (String history : Fairness.History.names()) {
            List<String> cells = new ArrayList<>();
            cells.add(history);
            attackers.forEach(attacker -> cells.add(protection(sheet, fairness, attacker, history)));
            rows.add(Table.Row.of(cells));
        }
        return new Table.Group(Tables.point(sheet, fairness.point()), rows);
    }

    private static String protection(Sheet sheet, Fairness fairness, Attacker attacker, String history) {
        return fairness.protection().stream()
                .filter(protection -> protection.attacker() == attacker
                        && protection.history().equals(history))
                .map(Fairness.Protection::caught)
                .findFirst()
                .map(caught -> sheet.text("percent-of", Numbers.percent(caught.value()), Numbers.count(caught.whole())))
                .orElse(Numbers.NONE);
    }
}
