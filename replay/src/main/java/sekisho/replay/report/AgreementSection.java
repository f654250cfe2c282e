package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.report.ReportFacts.Agreement;
import sekisho.replay.report.ReportFacts.Difference;

/// Whether the replay came to what a server wrote down.
final class AgreementSection implements Section {
    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return !analysis.facts().agreements().isEmpty();
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        List<Agreement> agreements = analysis.facts().agreements();
        sheet.say("agreement.how");
        sheet.table(Table.of(
                sheet.text("agreement.caption"),
                Tables.engineColumns(
                        sheet, List.of(sheet.text("agreement.log-odds"), sheet.text("agreement.decision"))),
                agreements.stream()
                        .map(agreement -> Table.Row.of(List.of(
                                agreement.engine(),
                                of(sheet, agreement.sameLogOdds(), agreement.signIns()),
                                of(sheet, agreement.sameDecision(), agreement.decided()))))
                        .toList()));
        if (agreements.stream().allMatch(Agreement::isComplete)) {
            return;
        }
        sheet.warn("agreement.why");
        agreements.stream()
                .filter(agreement -> !agreement.isComplete())
                .forEach(agreement -> writeDifferences(sheet, agreement));
    }

    private static void writeDifferences(Sheet sheet, Agreement agreement) {
        List<Table.Row> rows = new ArrayList<>();
        for (Difference differs : agreement.first()) {
            rows.add(Table.Row.of(List.of(
                    String.valueOf(differs.line()),
                    differs.index(),
                    Double.toString(differs.recorded()),
                    Double.toString(differs.replayed()),
                    decision(sheet, differs.recordedDecision()),
                    decision(sheet, differs.replayedDecision()))));
        }
        sheet.table(Table.of(
                sheet.text("agreement.first-caption", agreement.engine()),
                List.of(
                        Table.Column.words(sheet.text("change.line")),
                        Table.Column.words(sheet.text("agreement.index")),
                        Table.Column.number(sheet.text("agreement.recorded")),
                        Table.Column.number(sheet.text("agreement.replayed")),
                        Table.Column.words(sheet.text("agreement.recorded-decision")),
                        Table.Column.words(sheet.text("agreement.replayed-decision"))),
                rows));
    }

    private static String decision(Sheet sheet, @Nullable String decision) {
        return decision == null ? Numbers.NONE : ChangeSection.decision(sheet, decision);
    }

    private static String of(Sheet sheet, long part, long whole) {
        return sheet.text("part-of-whole", Numbers.count(part), Numbers.count(whole));
    }
}
