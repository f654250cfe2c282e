package sekisho.replay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How often members are challenged while an engine gets to know them, beside the published curves.
final class HistorySection implements Section {
    /// The history that summaries are given for.
    private static final int TYPICAL = 12;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.engines().stream()
                .anyMatch(engine -> !engine.reauthentication().isEmpty());
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("history.how");
        sheet.warn("history.other-world");
        List<Comparison> comparisons = analysis.attackers().stream()
                .flatMap(attacker -> ReauthByHistory.caughtShares(attacker).stream()
                        .map(caught -> Comparison.of(analysis, attacker, caught)))
                .filter(comparison -> !comparison.curves().isEmpty())
                .toList();
        sheet.figures(() -> comparisons.forEach(comparison -> writeFigure(sheet, comparison)));
        for (Attacker attacker : analysis.attackers()) {
            writeTable(
                    sheet,
                    attacker,
                    comparisons.stream()
                            .filter(comparison -> comparison.attacker() == attacker)
                            .toList());
        }
        sheet.say("history.gaps");
    }

    /// All curves for one attacker and one share of his attacks to catch.
    private record Comparison(
            Attacker attacker, double caught, List<Curve> curves, List<PublishedCurves.Reading> published) {
        static Comparison of(Analysis analysis, Attacker attacker, double caught) {
            List<Curve> curves = new ArrayList<>();
            for (int i = 0; i < analysis.engines().size(); i++) {
                Look look = Look.of(i);
                EngineReport engine = analysis.engines().get(i);
                engine.reauthentication().stream()
                        .filter(curve -> curve.attacker() == attacker && curve.caught() == caught)
                        .forEach(curve -> curves.add(new Curve(engine.name(), look, curve.histories())));
            }
            List<PublishedCurves.Reading> published = analysis.published().stream()
                    .filter(curve -> curve.attacker() == attacker && curve.caught() == caught)
                    .flatMap(curve -> curve.readings().stream())
                    .toList();
            return new Comparison(attacker, caught, curves, published);
        }
    }

    private record Curve(String engine, Look look, List<ReauthByHistory.AtHistory> histories) {
        String at(int history) {
            return histories.stream()
                    .filter(at -> at.history() == history)
                    .map(at -> Numbers.fixed(at.medianRate(), 3))
                    .findFirst()
                    .orElse(Numbers.NONE);
        }
    }

    private static void writeFigure(Sheet sheet, Comparison comparison) {
        Chart chart = new Chart(Axis.histories(sheet.text("axis.history")), Axis.shares(sheet.text("axis.challenged")));
        for (Curve curve : comparison.curves()) {
            chart.line(
                    curve.engine(),
                    curve.look(),
                    curve.histories().stream()
                            .map(at -> new Chart.Point(at.history(), at.medianRate()))
                            .toList());
        }
        if (!comparison.published().isEmpty()) {
            chart.marks(
                    sheet.text("history.published"),
                    Look.REFERENCE,
                    comparison.published().stream()
                            .map(reading -> new Chart.Point(reading.history(), reading.rate()))
                            .toList());
        }
        sheet.figure(
                sheet.text(
                        "history.figure",
                        sheet.texts().attacker(comparison.attacker()),
                        Numbers.round(comparison.caught())),
                chart,
                summary(sheet, comparison));
    }

    private static String summary(Sheet sheet, Comparison comparison) {
        Stream<String> own = comparison.curves().stream()
                .map(curve -> sheet.text("history.summary", curve.engine(), TYPICAL, curve.at(TYPICAL)));
        Stream<String> published = comparison.published().isEmpty()
                ? Stream.of()
                : Stream.of(sheet.text(
                        "history.summary",
                        sheet.text("history.published"),
                        TYPICAL,
                        published(sheet, comparison.published(), TYPICAL)));
        return Stream.concat(own, published).collect(Collectors.joining(" "));
    }

    /// The published reading, or the one beside it if it is hidden.
    private static String published(Sheet sheet, List<PublishedCurves.Reading> readings, int history) {
        return readings.stream()
                .filter(reading -> Math.abs(reading.history() - history) <= 1)
                .min(Comparator.comparingInt(reading -> Math.abs(reading.history() - history)))
                .map(reading -> published(sheet, reading, history))
                .orElse(Numbers.NONE);
    }

    private static String published(Sheet sheet, PublishedCurves.Reading reading, int history) {
        String rate = Numbers.fixed(reading.rate(), 3);
        return reading.history() == history ? rate : sheet.text("history.nearby", rate, reading.history());
    }

    private static void writeTable(Sheet sheet, Attacker attacker, List<Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return;
        }
        sheet.table(new Table(
                sheet.text("history.caption", sheet.texts().attacker(attacker)),
                Tables.engineColumns(
                        sheet,
                        ReauthByHistory.SHOWN.stream()
                                .map(history -> sheet.text("history.first", history))
                                .toList()),
                comparisons.stream().map(comparison -> group(sheet, comparison)).toList()));
    }

    private static Table.Group group(Sheet sheet, Comparison comparison) {
        List<Table.Row> rows = new ArrayList<>();
        for (Curve curve : comparison.curves()) {
            rows.add(row(curve.engine(), ReauthByHistory.SHOWN.stream().map(curve::at)));
        }
        if (!comparison.published().isEmpty()) {
            rows.add(row(
                    sheet.text("history.published"),
                    ReauthByHistory.SHOWN.stream().map(history -> published(sheet, comparison.published(), history))));
        }
        return new Table.Group(sheet.text("history.group", Numbers.round(comparison.caught())), rows);
    }

    private static Table.Row row(String name, Stream<String> cells) {
        return Table.Row.of(Stream.concat(Stream.of(name), cells).toList());
    }
}
