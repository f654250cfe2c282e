package sekisho.replay.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What another policy would change.
final class ChangeSection implements Section {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public String name() {
        return "change";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.change() != null;
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        PolicyChange change = analysis.change();
        if (change == null) {
            return;
        }
        sheet.say("change.how", change.names().before(), change.names().after());
        sheet.table(Table.of(
                sheet.text("change.caption"),
                Tables.columns(sheet.text("change.what"), List.of(sheet.text("read.count"))),
                List.of(
                        row(sheet, "change.newly-challenged", change.newlyChallenged()),
                        row(sheet, "change.no-longer-challenged", change.noLongerChallenged()),
                        row(sheet, "change.newly-missed", change.newlyMissed()),
                        row(sheet, "change.newly-caught", change.newlyCaught()))));
        writeDecisions(sheet, change, sheet.text("change.legitimate-caption"), PolicyChange.Pair::legitimate);
        writeDecisions(sheet, change, sheet.text("change.attacks-caption"), PolicyChange.Pair::attacks);
        writeExamples(sheet, "change.missed-list", change.missedExamples(), change.newlyMissed());
        writeExamples(sheet, "change.challenged-list", change.challengedExamples(), change.newlyChallenged());
    }

    private static Table.Row row(Sheet sheet, String key, long count) {
        return Table.Row.of(List.of(sheet.text(key), Numbers.count(count)));
    }

    private static void writeDecisions(
            Sheet sheet, PolicyChange change, String caption, ToLongFunction<PolicyChange.Pair> count) {
        List<String> before = decisions(change.decisions().stream().map(PolicyChange.Pair::before));
        List<String> after = decisions(change.decisions().stream().map(PolicyChange.Pair::after));
        List<Table.Row> rows = new ArrayList<>();
        for (String was : before) {
            List<String> cells = new ArrayList<>();
            cells.add(decision(sheet, was));
            for (String is : after) {
                cells.add(Numbers.count(change.decisions().stream()
                        .filter(pair ->
                                pair.before().equals(was) && pair.after().equals(is))
                        .mapToLong(count)
                        .sum()));
            }
            rows.add(Table.Row.of(cells));
        }
        sheet.table(Table.of(
                caption,
                Tables.columns(
                        change.names().before(),
                        after.stream()
                                .map(is ->
                                        sheet.text("change.to", change.names().after(), decision(sheet, is)))
                                .toList()),
                rows));
    }

    private static List<String> decisions(Stream<String> occurring) {
        List<String> distinct = occurring.distinct().toList();
        return PolicyChange.DECISIONS.stream().filter(distinct::contains).toList();
    }

    static String decision(Sheet sheet, String decision) {
        return sheet.text("decision." + (decision.isEmpty() ? "none" : decision.toLowerCase(Locale.ROOT)));
    }

    private static void writeExamples(Sheet sheet, String key, List<PolicyChange.Example> examples, long all) {
        sheet.heading(sheet.text(key));
        if (examples.isEmpty()) {
            sheet.say("change.empty");
            return;
        }
        sheet.table(Table.of(
                sheet.text("change.list-caption", Numbers.count(examples.size()), Numbers.count(all)),
                List.of(
                        Table.Column.words(sheet.text("change.line")),
                        Table.Column.words(sheet.text("change.time")),
                        Table.Column.words(sheet.text("change.label")),
                        Table.Column.words(sheet.text("dimension.country")),
                        Table.Column.words(sheet.text("dimension.device")),
                        Table.Column.words(sheet.text("dimension.network")),
                        Table.Column.number(sheet.text("dimension.history")),
                        Table.Column.words(sheet.text("change.before")),
                        Table.Column.words(sheet.text("change.after")),
                        Table.Column.number(sheet.text("change.log-odds-before")),
                        Table.Column.number(sheet.text("change.log-odds-after"))),
                examples.stream().map(example -> row(sheet, example)).toList()));
    }

    private static Table.Row row(Sheet sheet, PolicyChange.Example example) {
        Attacker attacker = example.attacker();
        return Table.Row.of(List.of(
                String.valueOf(example.line()),
                TIME.format(example.at()),
                attacker == null
                        ? sheet.text("column.legitimate")
                        : sheet.texts().attacker(attacker),
                FairnessSection.word(sheet, example.country()),
                FairnessSection.word(sheet, example.deviceType()),
                sheet.text("network." + example.networkType().name().toLowerCase(Locale.ROOT)),
                Numbers.count(example.past()),
                decision(sheet, example.before()),
                decision(sheet, example.after()),
                Numbers.logOdds(example.logOddsBefore()),
                Numbers.logOdds(example.logOddsAfter())));
    }
}
