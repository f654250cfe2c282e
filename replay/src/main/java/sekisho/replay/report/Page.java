package sekisho.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// The report as one HTML page, which loads nothing and runs nothing. Both languages are in it; which one
/// shows is chosen with radio buttons, and the style sheet hides the other from eyes and screen readers alike.
final class Page {
    private static final List<Section> SECTIONS = List.of(
            new GlanceSection(),
            new ReadSection(),
            new AgreementSection(),
            new OperatingSection(),
            new RulesSection(),
            new ChangeSection(),
            new HistorySection(),
            new FairnessSection(),
            new EndToEndSection(),
            new ReliabilitySection(),
            new DistributionSection(),
            new SourcesSection());

    private Page() {}

    static String of(Analysis analysis) {
        return of(analysis, Texts::in);
    }

    static String of(Analysis analysis, Function<Language, Texts> texts) {
        Markup page = new Markup();
        page.open("html", "lang", Language.ENGLISH.tag());
        writeHead(page, texts);
        page.open("body");
        writeHeader(page);
        page.open("main");
        for (Language language : Language.ALL) {
            writeArticle(page, texts.apply(language), analysis);
        }
        page.close().close().close();
        return page.page();
    }

    private static void writeHead(Markup page, Function<Language, Texts> texts) {
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        List<String> titles = Language.ALL.stream()
                .map(language -> texts.apply(language).get("title"))
                .toList();
        page.element("title", String.join(" / ", titles));
        page.style(styleSheet());
        page.close();
    }

    private static String styleSheet() {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeHeader(Markup page) {
        page.open("header");
        page.open("p", "class", "brand")
                .text("Sekisho ")
                .element("span", "関所", "lang", "ja")
                .close();
        page.open("fieldset");
        page.open("legend")
                .text("Language / ")
                .element("span", "言語", "lang", "ja")
                .close();
        for (Language language : Language.ALL) {
            writeChoice(page, language);
        }
        page.close().close();
    }

    private static void writeChoice(Markup page, Language language) {
        String id = "language-" + language.tag();
        page.open("span", "class", "choice");
        if (language == Language.ENGLISH) {
            page.empty("input", "type", "radio", "name", "language", "id", id, "checked", "checked");
        } else {
            page.empty("input", "type", "radio", "name", "language", "id", id);
        }
        page.element("label", language.ownName(), "for", id, "lang", language.tag())
                .close();
    }

    private static void writeArticle(Markup page, Texts texts, Analysis analysis) {
        Sheet sheet = new Sheet(page, texts);
        page.open(
                "article",
                "lang",
                texts.language().tag(),
                "id",
                texts.language().tag());
        page.element("h1", texts.get("title"));
        List<Section> sections =
                SECTIONS.stream().filter(section -> section.isNeeded(analysis)).toList();
        writeContents(sheet, sections);
        for (Section section : sections) {
            sheet.openSection(section.name());
            section.write(sheet, analysis);
            sheet.closeSection();
        }
        page.close();
    }

    private static void writeContents(Sheet sheet, List<Section> sections) {
        Markup page = sheet.page();
        page.open("nav", "aria-label", sheet.text("contents")).open("ol");
        for (Section section : sections) {
            page.open("li")
                    .element("a", sheet.text(section.name() + ".title"), "href", "#" + sheet.sectionId(section.name()))
                    .close();
        }
        page.close().close();
    }
}
