package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// Parts that several tables share.
final class Tables {
    private Tables() {}

    /// A column for the engine's name, and columns of numbers.
    static List<Table.Column> engineColumns(Sheet sheet, List<String> names) {
        return columns(sheet.text("column.engine"), names);
    }

    /// A column for the row's name, and columns of numbers.
    static List<Table.Column> columns(String first, List<String> names) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.words(first));
        names.forEach(name -> columns.add(Table.Column.number(name)));
        return List.copyOf(columns);
    }

    /// What an operating point is called.
    static String point(Sheet sheet, OperatingPoint point) {
        return point.isRule() ? sheet.text("point.rule") : sheet.text("point.budget", Numbers.round(point.budget()));
    }
}
