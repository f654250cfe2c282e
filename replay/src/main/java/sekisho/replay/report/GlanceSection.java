package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// The most important numbers.
final class GlanceSection implements Section {
    private static final double CAUGHT = 0.99;

    @Override
    public String name() {
        return "glance";
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        int attacks = analysis.attacks().stream()
                .mapToInt(Analysis.AttackCount::attacks)
                .sum();
        sheet.say("glance.rows", Numbers.count(analysis.legitimate()), Numbers.count(attacks));
        if (!analysis.hasAttacks()) {
            sheet.warn("glance.no-attacks");
            return;
        }
        sheet.say("glance.how");
        sheet.table(Table.of(
                sheet.text("glance.caption", Numbers.round(CAUGHT)),
                Tables.engineColumns(
                        sheet,
                        analysis.attackers().stream()
                                .map(sheet.texts()::attacker)
                                .toList()),
                analysis.engines().stream().map(engine -> row(sheet, engine)).toList()));
        sheet.say("glance.precision", precision(analysis, attacks));
    }

    private static Table.Row row(Sheet sheet, EngineReport engine) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.name());
        for (OperatingCurve curve : engine.curves()) {
            cells.add(OperatingSection.price(sheet, curve, CAUGHT));
        }
        return Table.Row.of(cells);
    }

    /// How many legitimate sign-ins are challenged for one attack, at 1 % challenges and if all are caught.
    private static String precision(Analysis analysis, int attacks) {
        return Numbers.fixed(0.01 * analysis.legitimate() / attacks, 1);
    }
}
