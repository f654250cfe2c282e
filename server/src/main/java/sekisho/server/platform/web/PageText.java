package sekisho.server.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.springframework.web.util.HtmlUtils;

/// What stands on one of our pages, as text: the title and the lines of `<main>`. Whatever a reader doesn't see, and
/// what he typed, is left out.
///
/// @param lang the language that the page says it is in
public record PageText(String lang, String title, String text) {
    private static final Set<String> BLOCKS = Set.of(
            "h1",
            "h2",
            "h3",
            "p",
            "li",
            "dt",
            "dd",
            "div",
            "section",
            "form",
            "label",
            "button",
            "summary",
            "details",
            "table",
            "tr",
            "td",
            "th",
            "caption",
            "fieldset",
            "legend",
            "ul",
            "ol",
            "dl",
            "br",
            "main",
            "small");

    private static final Set<String> UNSEEN = Set.of("script", "style", "svg", "template", "noscript");

    /// Reads a page.
    ///
    /// @throws IllegalArgumentException if it isn't HTML
    public static PageText of(String html) {
        Reading reading = new Reading();
        try {
            new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(html, reading);
        } catch (ParseException notHtml) {
            throw new IllegalArgumentException("not a page", notHtml);
        }
        return new PageText(reading.lang, reading.title.toString().strip(), reading.lines());
    }

    /// Gathers text from the open tag of `main` to its end.
    private static final class Reading extends AbstractSimpleMarkupHandler {
        private final StringBuilder title = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        private final List<String> open = new ArrayList<>();
        private String lang = "";

        @Override
        public void handleOpenElement(String element, Map<String, String> attributes, int line, int col) {
            if (element.equals("html") && attributes != null) {
                lang = attributes.getOrDefault("lang", "");
            }
            breakAt(element);
            open.add(element);
        }

        @Override
        public void handleStandaloneElement(
                String element, Map<String, String> attributes, boolean minimized, int line, int col) {
            breakAt(element);
        }

        @Override
        public void handleCloseElement(String element, int line, int col) {
            close(element);
        }

        @Override
        public void handleAutoCloseElement(String element, int line, int col) {
            close(element);
        }

        @Override
        public void handleText(char[] buffer, int offset, int length, int line, int col) {
            String found = HtmlUtils.htmlUnescape(new String(buffer, offset, length));
            if (open.contains("title") && open.contains("head")) {
                title.append(found);
            } else if (open.contains("main") && open.stream().noneMatch(UNSEEN::contains)) {
                text.append(found.replaceAll("\\s+", " "));
            }
        }

        private void close(String element) {
            int last = open.lastIndexOf(element);
            if (last >= 0) {
                open.subList(last, open.size()).clear();
            }
            breakAt(element);
        }

        private void breakAt(String element) {
            if (BLOCKS.contains(element)) {
                text.append('\n');
            }
        }

        private String lines() {
            return text.toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n"));
        }
    }
}
