package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import sekisho.replay.Outcomes;
import sekisho.replay.Scenario;

/// The page as a browser, a screen reader and a translator see it.
class PageTest {
    private static Analysis full;
    private static String html;
    private static Document page;

    @BeforeAll
    static void read() throws Exception {
        full = analysis(SyntheticOutcomes.of(5_000, 200, 0.1), true);
        html = Page.of(full);
        page = parse(html);
    }

    private static Analysis analysis(Outcomes outcomes, boolean compared) {
        return Analysis.of(outcomes, SyntheticOutcomes.facts(outcomes, compared));
    }

    private static Analysis unlabelled() {
        return analysis(SyntheticOutcomes.of(2_000, 100, 0), false);
    }

    private static Document parse(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>\n");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring("<!DOCTYPE html>".length()))));
    }

    private static List<Element> elements(Document document, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Set<String> ids() {
        List<String> ids = elements(page, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        return new TreeSet<>(ids);
    }

    @Test
    void everythingThatIsPointedToIsThere() {
        Set<String> ids = ids();
        for (Element element : elements(page, "*")) {
            for (String attribute : List.of("aria-labelledby", "aria-describedby", "for")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(ids).contains(element.getAttribute(attribute));
                }
            }
            if (element.getTagName().equals("a")) {
                assertThat(ids).contains(element.getAttribute("href").substring(1));
            }
        }
    }

    @Test
    void everyChartHasANameAndASummary() {
        List<Element> charts = elements(page, "svg").stream()
                .filter(svg -> svg.getAttribute("class").equals("chart"))
                .toList();
        assertThat(charts).hasSizeGreaterThan(20);
        for (Element chart : charts) {
            assertThat(chart.getAttribute("role")).isEqualTo("img");
            assertThat(((Element) chart.getElementsByTagName("desc").item(0)).getTextContent())
                    .containsPattern("[0-9]");
        }
    }

    @Test
    void everyTableScrollsByItselfAndNamesItsRowsAndColumns() {
        List<Element> tables = elements(page, "table");
        assertThat(tables).hasSizeGreaterThan(40);
        for (Element table : tables) {
            Element frame = (Element) table.getParentNode();
            assertThat(frame.getAttribute("tabindex")).isEqualTo("0");
            assertThat(frame.getAttribute("role")).isEqualTo("group");
            assertThat(table.getElementsByTagName("caption").getLength()).isOne();
            int columns = table.getElementsByTagName("thead")
                    .item(0)
                    .getChildNodes()
                    .item(0)
                    .getChildNodes()
                    .getLength();
            NodeList rows = table.getElementsByTagName("tr");
            for (int i = 1; i < rows.getLength(); i++) {
                Element row = (Element) rows.item(i);
                assertThat(((Element) row.getElementsByTagName("th").item(0)).getAttribute("scope"))
                        .startsWith("row");
                if (row.getAttribute("class").isEmpty()) {
                    assertThat(row.getElementsByTagName("td").getLength()).isEqualTo(columns - 1);
                }
            }
        }
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() {
        assertThat(html).doesNotContain("<script", "src=", "url(", "@import", "http://", "https://", " style=");
        assertThat(elements(page, "meta"))
                .anySatisfy(meta -> assertThat(meta.getAttribute("content")).startsWith("default-src 'none'"));
    }

    @Test
    void textsOfTheFileAreShownAndNotObeyed() {
        assertThat(html)
                .doesNotContain("<b>something new</b>")
                .contains("&lt;b&gt;something new&lt;/b&gt;")
                .contains("shop-&lt;2026&gt;&amp;&quot;02&quot;.csv");
    }

    @Test
    void controlCharactersOfTheFileDoNotBreakThePage() throws Exception {
        String strange = "a\u0000b\uD800c\u0085";
        Outcomes outcomes = new History(strange).member("a", 1, 2, 3).outcomes;
        assertThat(parse(Page.of(analysis(outcomes, false)))
                        .getDocumentElement()
                        .getTextContent())
                .contains("a\uFFFDb\uFFFDc\uFFFD");
    }

    @Test
    void withoutLabelledAttacksThePageSaysSoAndShowsNoDetection() {
        String plain = Page.of(unlabelled());
        assertThat(plain)
                .contains("marks no sign-in as an attack")
                .contains("攻撃と記された行がありません")
                .doesNotContain("id=\"en-operating\"", "id=\"en-rules\"", "id=\"en-end\"", "id=\"en-reliability\"")
                .contains("id=\"en-distribution\"", "id=\"en-fairness\"");
    }

    @Test
    void curvesOfDifferentWorldsAreNotToBeCompared() {
        assertThat(html).contains("cannot be compared directly").contains("直接比べることはできません");
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
        var english = Texts.properties(Language.ENGLISH);
        var japanese = Texts.properties(Language.JAPANESE);
        assertThat(new TreeSet<>(japanese.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(japanese.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    private static Set<String> placeholders(String text) {
        Set<String> placeholders = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{[0-9]}").matcher(text);
        while (matcher.find()) {
            placeholders.add(matcher.group());
        }
        return placeholders;
    }

    /// The texts about files are named by whoever reads them, so they can't all come up in one page.
    @Test
    void noTextIsUnused() {
        Set<String> used = new TreeSet<>();
        History everyDecision = new History("sekisho@today", "sekisho@stricter");
        for (String decision : List.of("", "ALLOW", "CHALLENGE", "RESET", "HOLD", "DENY")) {
            everyDecision.decided(Scenario.LEGITIMATE, "a", decision, decision);
        }
        Stream.of(full, unlabelled(), analysis(everyDecision.outcomes, true))
                .forEach(analysis -> Page.of(analysis, language -> recording(language, used)));
        Set<String> unused = new TreeSet<>(Texts.properties(Language.ENGLISH).stringPropertyNames());
        unused.removeAll(used);
        unused.removeIf(key -> key.startsWith("trap.") || key.startsWith("bad."));
        assertThat(unused).isEmpty();
    }

    private static Texts recording(Language language, Set<String> used) {
        Properties properties = Texts.properties(language);
        return new Texts(language, key -> {
            used.add(key);
            return properties.getProperty(key);
        });
    }

    @Test
    void coloursOfChartsStandOutFromTheBackground() {
        Stream.concat(Look.colours().stream(), Stream.of(Look.REFERENCE.colour()))
                .forEach(colour ->
                        assertThat(contrastWithWhite(colour)).as(colour).isGreaterThan(4.5));
    }

    private static double contrastWithWhite(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        double luminance = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
        return 1.05 / (luminance + 0.05);
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
