package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// What was read, and how much of it each engine could judge.
final class ReadSection implements Section {
    @Override
    public String name() {
        return "read";
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        ReportFacts facts = analysis.facts();
        sheet.table(Table.of(
                sheet.text("read.caption"),
                Tables.columns(sheet.text("read.what"), List.of(sheet.text("read.count"))),
                List.of(
                        row(sheet.text("read.rows"), facts.rows()),
                        row(sheet.text("read.assessed"), facts.assessed()),
                        row(sheet.text("read.bad"), facts.badRows()))));
        sheet.heading(sheet.text("read.files"));
        sheet.list(facts.files());
        writeBadRows(sheet, facts);
        writeTraps(sheet, facts);
        writeJudged(sheet, analysis);
    }

    private static Table.Row row(String name, long count) {
        return Table.Row.of(List.of(name, Numbers.count(count)));
    }

    private static void writeBadRows(Sheet sheet, ReportFacts facts) {
        if (facts.badRowExamples().isEmpty()) {
            return;
        }
        sheet.table(Table.of(
                sheet.text(
                        "read.bad-caption",
                        Numbers.count(facts.badRowExamples().size()),
                        Numbers.count(facts.badRows())),
                List.of(Table.Column.words(sheet.text("read.place")), Table.Column.words(sheet.text("read.problem"))),
                facts.badRowExamples().stream()
                        .map(bad -> Table.Row.of(List.of(
                                sheet.text("read.line", bad.file(), bad.line()),
                                sheet.texts().find("bad." + bad.problem(), bad.problem()))))
                        .toList()));
    }

    private static void writeTraps(Sheet sheet, ReportFacts facts) {
        if (facts.traps().isEmpty()) {
            return;
        }
        sheet.say("read.traps");
        sheet.table(Table.of(
                sheet.text("read.traps-caption"),
                Tables.columns(sheet.text("read.trap"), List.of(sheet.text("read.count"))),
                facts.traps().stream()
                        .map(trap -> row(sheet.texts().find("trap." + trap.key(), trap.key()), trap.count()))
                        .toList()));
    }

    private static void writeJudged(Sheet sheet, Analysis analysis) {
        sheet.say("read.judged");
        List<String> names = new ArrayList<>();
        names.add(sheet.text("column.legitimate"));
        analysis.attackers().forEach(attacker -> names.add(sheet.texts().attacker(attacker)));
        sheet.table(Table.of(
                sheet.text("read.judged-caption"),
                Tables.engineColumns(sheet, names),
                analysis.engines().stream().map(engine -> judged(sheet, engine)).toList()));
    }

    private static Table.Row judged(Sheet sheet, EngineReport engine) {
        List<String> cells = new ArrayList<>();
        cells.add(engine.isRule() ? sheet.text("read.rule", engine.name()) : engine.name());
        cells.add(of(sheet, engine.judged()));
        engine.judgedAttacks().forEach(attacks -> cells.add(of(sheet, attacks.judged())));
        return Table.Row.of(cells);
    }

    private static String of(Sheet sheet, Share share) {
        return sheet.text("part-of-whole", Numbers.count(share.part()), Numbers.count(share.whole()));
    }
}
