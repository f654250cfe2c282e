package sekisho.replay.report;

import java.util.List;

/// The report in one language, in the making.
final class Sheet {
    private final Markup page;
    private final Texts texts;
    private int ids;

    Sheet(Markup page, Texts texts) {
        this.page = page;
        this.texts = texts;
    }

    Markup page() {
        return page;
    }

    /// The text of a key.
    String text(String key, Object... values) {
        return texts.get(key, values);
    }

    Texts texts() {
        return texts;
    }

    /// Opens a chapter under a heading that the contents lead to.
    void openSection(String name) {
        page.open("section", "id", sectionId(name), "aria-labelledby", sectionId(name) + "-title");
        page.element("h2", text(name + ".title"), "id", sectionId(name) + "-title");
    }

    void closeSection() {
        page.close();
    }

    String sectionId(String name) {
        return texts.language().tag() + "-" + name;
    }

    void heading(String text) {
        page.element("h3", text);
    }

    /// A paragraph with the text of a key.
    void say(String key, Object... values) {
        page.element("p", text(key, values));
    }

    /// A paragraph that stands out, with the text of a key.
    void warn(String key, Object... values) {
        page.element("p", text(key, values), "class", "note");
    }

    void table(Table table) {
        table.write(page, nextId("table"));
    }

    /// A chart under its title, with what its looks stand for.
    void figure(String title, Chart chart, String summary) {
        String id = nextId("chart");
        page.open("figure").element("figcaption", title, "id", id);
        chart.write(page, id, summary);
        chart.writeLegend(page);
        page.close();
    }

    /// Charts side by side where there is room.
    void figures(Runnable charts) {
        page.open("div", "class", "figures");
        charts.run();
        page.close();
    }

    void list(List<String> items) {
        page.open("ul");
        items.forEach(item -> page.element("li", item));
        page.close();
    }

    private String nextId(String kind) {
        ids++;
        return texts.language().tag() + "-" + kind + "-" + ids;
    }
}
