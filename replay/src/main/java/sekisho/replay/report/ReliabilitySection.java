package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// Whether the odds mean what they say.
final class ReliabilitySection implements Section {
    @Override
    public String name() {
        return "reliability";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.engines().stream().anyMatch(engine -> engine.reliability() != null);
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("reliability.how");
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < analysis.engines().size(); i++) {
            EngineReport engine = analysis.engines().get(i);
            Reliability reliability = engine.reliability();
            if (reliability != null) {
                judged.add(new Judged(engine.name(), Look.of(i), reliability));
            }
        }
        writeFigure(sheet, judged);
        writeErrors(sheet, judged);
        writeBins(sheet, judged);
    }

    private record Judged(String engine, Look look, Reliability reliability) {
        List<Chart.Point> points() {
            return reliability.bins().stream()
                    .filter(bin -> Double.isFinite(bin.observedLogOdds()))
                    .map(bin -> new Chart.Point(bin.predictedLogOdds(), bin.observedLogOdds()))
                    .toList();
        }
    }

    private static void writeFigure(Sheet sheet, List<Judged> judged) {
        List<Chart.Point> all =
                judged.stream().flatMap(one -> one.points().stream()).toList();
        double low = all.stream()
                .mapToDouble(point -> Math.min(point.x(), point.y()))
                .min()
                .orElse(-1);
        double high = all.stream()
                .mapToDouble(point -> Math.max(point.x(), point.y()))
                .max()
                .orElse(1);
        Axis x = Axis.numbers(sheet.text("reliability.predicted"), low, high);
        Axis y = Axis.numbers(sheet.text("reliability.observed"), low, high);
        Chart chart = new Chart(x, y);
        chart.line(
                sheet.text("reliability.ideal"),
                Look.REFERENCE,
                List.of(new Chart.Point(x.low(), x.low()), new Chart.Point(x.high(), x.high())));
        judged.forEach(one -> chart.line(one.engine(), one.look(), one.points()));
        List<String> summary = judged.stream()
                .map(one -> sheet.text(
                        "reliability.summary",
                        one.engine(),
                        Numbers.percent(one.reliability().relativeError())))
                .toList();
        sheet.figures(() -> sheet.figure(sheet.text("reliability.figure"), chart, String.join(" ", summary)));
    }

    private static void writeErrors(Sheet sheet, List<Judged> judged) {
        sheet.table(Table.of(
                sheet.text("reliability.errors-caption"),
                Tables.engineColumns(
                        sheet,
                        List.of(
                                sheet.text("reliability.base"),
                                sheet.text("reliability.shift"),
                                sheet.text("reliability.error"),
                                sheet.text("reliability.relative"))),
                judged.stream()
                        .map(one -> Table.Row.of(List.of(
                                one.engine(),
                                Numbers.percent(one.reliability().attacks().value()),
                                Numbers.logOdds(one.reliability().shift()),
                                Numbers.percent(one.reliability().calibrationError()),
                                Numbers.percent(one.reliability().relativeError()))))
                        .toList()));
    }

    private static void writeBins(Sheet sheet, List<Judged> judged) {
        sheet.table(new Table(
                sheet.text("reliability.bins-caption"),
                Tables.columns(
                        sheet.text("reliability.bin"),
                        List.of(
                                sheet.text("reliability.sign-ins"),
                                sheet.text("reliability.attacks"),
                                sheet.text("reliability.predicted"),
                                sheet.text("reliability.observed"))),
                judged.stream()
                        .map(one -> new Table.Group(
                                one.engine(),
                                one.reliability().bins().stream()
                                        .map(bin -> row(sheet, bin))
                                        .toList()))
                        .toList()));
    }

    private static Table.Row row(Sheet sheet, Reliability.Bin bin) {
        return Table.Row.of(List.of(
                sheet.text("from-to", Numbers.fixed(bin.low(), 0), Numbers.fixed(bin.high(), 0)),
                Numbers.count(bin.observed().whole()),
                Numbers.count(bin.observed().part()),
                Numbers.logOdds(bin.predictedLogOdds()),
                Numbers.logOdds(bin.observedLogOdds())));
    }
}
