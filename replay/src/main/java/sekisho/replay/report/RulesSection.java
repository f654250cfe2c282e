package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// Whether the engines beat the simple rules.
final class RulesSection implements Section {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.rules().stream().anyMatch(rule -> !rule.rivals().isEmpty());
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.say("rules.how");
        List<String> engines = analysis.rules().getFirst().rivals().stream()
                .map(ParetoFront.Rival::engine)
                .toList();
        List<String> names = new ArrayList<>(List.of(sheet.text("rules.challenged"), sheet.text("rules.caught")));
        engines.forEach(engine -> names.add(sheet.text("rules.rival", engine)));
        List<Table.Column> columns = new ArrayList<>(Tables.columns(sheet.text("column.rule"), names));
        columns.add(Table.Column.words(sheet.text("rules.dominated")));
        sheet.table(new Table(
                sheet.text("rules.caption"),
                columns,
                analysis.attackers().stream()
                        .map(attacker -> group(sheet, analysis, attacker))
                        .toList()));
    }

    private static Table.Group group(Sheet sheet, Analysis analysis, Attacker attacker) {
        return new Table.Group(
                sheet.texts().attacker(attacker),
                analysis.rules().stream()
                        .filter(rule -> rule.attacker() == attacker)
                        .map(rule -> row(sheet, rule))
                        .toList());
    }

    private static Table.Row row(Sheet sheet, ParetoFront rule) {
        List<Table.Cell> cells = new ArrayList<>();
        cells.add(new Table.Cell(rule.rule(), false));
        cells.add(new Table.Cell(Numbers.percent(rule.challenged().value()), false));
        cells.add(new Table.Cell(Numbers.percent(rule.caught().value()), false));
        rule.rivals()
                .forEach(rival ->
                        cells.add(new Table.Cell(Numbers.percent(rival.caught().value()), false)));
        boolean isDominated = !rule.dominatedBy().isEmpty();
        String by = isDominated ? String.join(", ", rule.dominatedBy()) : sheet.text("rules.none");
        cells.add(new Table.Cell(by, !isDominated));
        return new Table.Row(List.copyOf(cells));
    }
}
