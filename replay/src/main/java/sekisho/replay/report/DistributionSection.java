package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// How the log-odds are spread, and where a challenge budget puts the threshold.
final class DistributionSection implements Section {
    @Override
    public String name() {
        return "distribution";
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("distribution.how");
        writeBudgets(sheet, analysis);
        List<EngineReport> engines = analysis.engines().stream()
                .filter(engine ->
                        !engine.isRule() && !engine.distribution().bins().isEmpty())
                .toList();
        if (engines.isEmpty()) {
            return;
        }
        writeQuantiles(sheet, engines);
        sheet.figures(() -> engines.forEach(engine -> writeFigure(sheet, engine, analysis.hasAttacks())));
        writeBins(sheet, engines, analysis.hasAttacks());
    }

    private static void writeBudgets(Sheet sheet, Analysis analysis) {
        sheet.table(Table.of(
                sheet.text("distribution.budgets-caption"),
                Tables.engineColumns(
                        sheet,
                        OperatingCurve.BUDGETS.stream().map(Numbers::round).toList()),
                analysis.engines().stream()
                        .map(engine -> budgets(sheet, engine))
                        .toList()));
    }

    private static Table.Row budgets(Sheet sheet, EngineReport engine) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.name());
        for (EngineReport.Budget budget : engine.budgets()) {
            cells.add(
                    Double.isNaN(budget.threshold())
                            ? Numbers.NONE
                            : sheet.text(
                                    "distribution.budget",
                                    Numbers.logOdds(budget.threshold()),
                                    Numbers.percent(budget.challenged().value())));
        }
        return Table.Row.of(cells);
    }

    private static void writeQuantiles(Sheet sheet, List<EngineReport> engines) {
        sheet.table(Table.of(
                sheet.text("distribution.quantiles-caption"),
                Tables.engineColumns(
                        sheet,
                        ScoreDistribution.QUANTILES.stream().map(Numbers::round).toList()),
                engines.stream().map(DistributionSection::quantiles).toList()));
    }

    private static Table.Row quantiles(EngineReport engine) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.name());
        engine.distribution().quantiles().forEach(quantile -> cells.add(Numbers.logOdds(quantile.logOdds())));
        return Table.Row.of(cells);
    }

    private static void writeFigure(Sheet sheet, EngineReport engine, boolean hasAttacks) {
        List<ScoreDistribution.Bin> bins = engine.distribution().bins();
        double width = bins.getFirst().high() - bins.getFirst().low();
        double highest = bins.stream()
                .flatMapToDouble(bin -> DoubleStream.of(
                        bin.legitimate().value(), hasAttacks ? bin.attacks().value() : 0))
                .max()
                .orElse(1);
        Chart chart = new Chart(
                Axis.numbers(
                        sheet.text("axis.log-odds"),
                        bins.getFirst().low(),
                        bins.getLast().high()),
                Axis.shares(sheet.text("distribution.share"), highest));
        chart.bars(
                sheet.text("column.legitimate"),
                Look.LEGITIMATE_AND_ATTACKS.getFirst(),
                width,
                bins.stream()
                        .map(bin -> new Chart.Point(bin.low(), bin.legitimate().value()))
                        .toList());
        if (hasAttacks) {
            chart.line(
                    sheet.text("column.attacks"),
                    Look.LEGITIMATE_AND_ATTACKS.getLast(),
                    bins.stream()
                            .map(bin -> new Chart.Point(
                                    (bin.low() + bin.high()) / 2, bin.attacks().value()))
                            .toList());
        }
        sheet.figure(sheet.text("distribution.figure", engine.name()), chart, summary(sheet, engine));
    }

    private static String summary(Sheet sheet, EngineReport engine) {
        return engine.distribution().quantiles().stream()
                .map(quantile -> sheet.text(
                        "distribution.summary", Numbers.round(quantile.share()), Numbers.logOdds(quantile.logOdds())))
                .collect(Collectors.joining(" "));
    }

    private static void writeBins(Sheet sheet, List<EngineReport> engines, boolean hasAttacks) {
        List<String> names = new ArrayList<>();
        names.add(sheet.text("column.legitimate"));
        if (hasAttacks) {
            names.add(sheet.text("column.attacks"));
        }
        sheet.table(new Table(
                sheet.text("distribution.bins-caption"),
                Tables.columns(sheet.text("axis.log-odds"), names),
                engines.stream()
                        .map(engine -> new Table.Group(
                                engine.name(),
                                engine.distribution().bins().stream()
                                        .map(bin -> bin(sheet, bin, hasAttacks))
                                        .toList()))
                        .toList()));
    }

    private static Table.Row bin(Sheet sheet, ScoreDistribution.Bin bin, boolean hasAttacks) {
        List<String> cells = new ArrayList<>();
        cells.add(sheet.text("from-to", Numbers.fixed(bin.low(), 1), Numbers.fixed(bin.high(), 1)));
        cells.add(percentOf(sheet, bin.legitimate()));
        if (hasAttacks) {
            cells.add(percentOf(sheet, bin.attacks()));
        }
        return Table.Row.of(cells);
    }

    private static String percentOf(Sheet sheet, Share share) {
        return sheet.text("percent-of", Numbers.percent(share.value()), Numbers.count(share.part()));
    }
}
