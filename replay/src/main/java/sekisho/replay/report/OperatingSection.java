package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What is caught against what is challenged.
final class OperatingSection implements Section {
    /// The budget that summaries and intervals are given for.
    private static final double TYPICAL = 0.01;

    @Override
    public String name() {
        return "operating";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.hasAttacks();
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("operating.how");
        sheet.say("operating.points");
        sheet.figures(() -> analysis.attackers().forEach(attacker -> writeFigure(sheet, analysis, attacker)));
        for (Analysis.AttackCount count : analysis.attacks()) {
            sheet.heading(sheet.texts().attacker(count.attacker()));
            sheet.say("operating.attacks", Numbers.count(count.attacks()));
            writeCaught(sheet, analysis, count.attacker());
            writePrices(sheet, analysis, count.attacker());
        }
        sheet.say("operating.few");
    }

    private static void writeFigure(Sheet sheet, Analysis analysis, Attacker attacker) {
        Axis challenged = Axis.challenged(sheet.text("axis.challenged"));
        Chart chart = new Chart(challenged, Axis.shares(sheet.text("axis.caught")));
        for (int i = 0; i < analysis.engines().size(); i++) {
            EngineReport engine = analysis.engines().get(i);
            List<OperatingCurve.Point> points = curve(engine, attacker).curve();
            if (engine.isRule()) {
                chart.marks(engine.name(), Look.of(i), drawn(points));
            } else {
                chart.line(engine.name(), Look.of(i), drawn(from(challenged.low(), points)));
            }
        }
        sheet.figure(
                sheet.text("operating.figure", sheet.texts().attacker(attacker)),
                chart,
                summary(sheet, analysis, attacker));
    }

    private static List<Chart.Point> drawn(List<OperatingCurve.Point> points) {
        return points.stream()
                .map(point -> new Chart.Point(point.challenged(), point.caught()))
                .toList();
    }

    /// Of the points that lie at or beyond the left edge, only the last.
    private static List<OperatingCurve.Point> from(double low, List<OperatingCurve.Point> points) {
        long beyond = points.stream().filter(point -> point.challenged() <= low).count();
        return points.subList((int) Math.max(beyond - 1, 0), points.size());
    }

    private static OperatingCurve curve(EngineReport engine, Attacker attacker) {
        return engine.curves().stream()
                .filter(curve -> curve.attacker() == attacker)
                .findFirst()
                .orElseThrow();
    }

    private static String summary(Sheet sheet, Analysis analysis, Attacker attacker) {
        return analysis.engines().stream()
                .map(engine -> summary(sheet, engine, curve(engine, attacker)))
                .collect(Collectors.joining(" "));
    }

    private static String summary(Sheet sheet, EngineReport engine, OperatingCurve curve) {
        if (engine.isRule()) {
            OperatingCurve.Point point = curve.curve().getFirst();
            return sheet.text(
                    "operating.summary",
                    engine.name(),
                    Numbers.percent(point.challenged()),
                    Numbers.percent(point.caught()));
        }
        return sheet.text(
                "operating.summary",
                engine.name(),
                Numbers.round(TYPICAL),
                Numbers.percent(at(curve, TYPICAL).caught().value()));
    }

    private static OperatingCurve.AtBudget at(OperatingCurve curve, double budget) {
        return curve.atBudget().stream()
                .filter(at -> at.budget() == budget)
                .findFirst()
                .orElseThrow();
    }

    private static void writeCaught(Sheet sheet, Analysis analysis, Attacker attacker) {
        List<String> names = new ArrayList<>();
        OperatingCurve.BUDGETS.forEach(budget -> names.add(Numbers.round(budget)));
        names.add(sheet.text("operating.interval", Numbers.round(TYPICAL)));
        sheet.table(Table.of(
                sheet.text("operating.caught-caption", sheet.texts().attacker(attacker)),
                Tables.engineColumns(sheet, names),
                analysis.engines().stream()
                        .map(engine -> caught(sheet, engine, curve(engine, attacker)))
                        .toList()));
    }

    private static Table.Row caught(Sheet sheet, EngineReport engine, OperatingCurve curve) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.name());
        curve.atBudget()
                .forEach(at -> cells.add(
                        isUsable(engine, at) ? Numbers.percent(at.caught().value()) : Numbers.NONE));
        OperatingCurve.AtBudget typical = at(curve, TYPICAL);
        cells.add(
                isUsable(engine, typical)
                        ? sheet.text(
                                "interval",
                                Numbers.percent(typical.caught().low()),
                                Numbers.percent(typical.caught().high()))
                        : Numbers.NONE);
        return Table.Row.of(cells);
    }

    /// A rule can't be had for less than it costs.
    private static boolean isUsable(EngineReport engine, OperatingCurve.AtBudget at) {
        return !engine.isRule() || !Double.isNaN(at.threshold());
    }

    private static void writePrices(Sheet sheet, Analysis analysis, Attacker attacker) {
        sheet.table(Table.of(
                sheet.text("operating.price-caption", sheet.texts().attacker(attacker)),
                Tables.engineColumns(
                        sheet,
                        OperatingCurve.CAUGHT.stream().map(Numbers::round).toList()),
                analysis.engines().stream()
                        .map(engine -> prices(sheet, engine, curve(engine, attacker)))
                        .toList()));
    }

    private static Table.Row prices(Sheet sheet, EngineReport engine, OperatingCurve curve) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.name());
        OperatingCurve.CAUGHT.forEach(caught -> cells.add(price(sheet, curve, caught)));
        return Table.Row.of(cells);
    }

    /// What catching this share costs, in words.
    static String price(Sheet sheet, OperatingCurve curve, double caught) {
        return curve.atCaught().stream()
                .filter(at -> at.asked() == caught)
                .map(OperatingCurve.AtCaught::challenged)
                .filter(Objects::nonNull)
                .findFirst()
                .map(challenged -> Numbers.percent(challenged.value()))
                .orElse(curve.attacks() == 0 ? Numbers.NONE : sheet.text("operating.not-reached"));
    }
}
