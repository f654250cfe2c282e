package sekisho.replay.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table: its first column names the rows.
record Table(String caption, List<Column> columns, List<Group> groups) {
    /// A table with more rows than this scrolls up and down in its frame too.
    private static final int LONG = 60;

    /// @param isNumber whether its cells are set to the right
    record Column(String name, boolean isNumber) {
        static Column words(String name) {
            return new Column(name, false);
        }

        static Column number(String name) {
            return new Column(name, true);
        }
    }

    /// Rows that belong together.
    ///
    /// @param name stands above them; `null` if the table has but one group
    record Group(@Nullable String name, List<Row> rows) {}

    /// @param marked whether it stands out
    record Cell(String text, boolean marked) {}

    record Row(List<Cell> cells) {
        static Row of(List<String> texts) {
            return new Row(texts.stream().map(text -> new Cell(text, false)).toList());
        }
    }

    /// A table of one group.
    static Table of(String caption, List<Column> columns, List<Row> rows) {
        return new Table(caption, columns, List.of(new Group(null, rows)));
    }

    /// Writes it in a frame of its own, which scrolls where the page is too narrow or the table too long.
    void write(Markup page, String id) {
        int rows = groups.stream().mapToInt(group -> group.rows().size()).sum();
        String frame = rows > LONG ? "scroll long" : "scroll";
        page.open("div", "class", frame, "role", "group", "tabindex", "0", "aria-labelledby", id);
        page.open("table").element("caption", caption, "id", id);
        page.open("thead").open("tr");
        for (Column column : columns) {
            page.element("th", column.name(), "scope", "col", "class", look(column));
        }
        page.close().close();
        for (Group group : groups) {
            writeGroup(page, group);
        }
        page.close().close();
    }

    private void writeGroup(Markup page, Group group) {
        page.open("tbody");
        if (group.name() != null) {
            page.open("tr", "class", "group")
                    .element("th", group.name(), "scope", "rowgroup", "colspan", String.valueOf(columns.size()))
                    .close();
        }
        for (Row row : group.rows()) {
            page.open("tr");
            for (int i = 0; i < row.cells().size(); i++) {
                writeCell(page, row.cells().get(i), i);
            }
            page.close();
        }
        page.close();
    }

    private void writeCell(Markup page, Cell cell, int column) {
        String look = look(columns.get(column)) + (cell.marked() ? " marked" : "");
        if (column == 0) {
            page.element("th", cell.text(), "scope", "row", "class", look);
        } else {
            page.element("td", cell.text(), "class", look);
        }
    }

    private static String look(Column column) {
        return column.isNumber() ? "n" : "w";
    }
}
