package sekisho.replay.report;

import java.util.ArrayDeque;
import java.util.Deque;

/// A page in the making. All text and all attribute values are escaped; elements close in the order they
/// opened, so what comes out is well-formed, as HTML and as XML.
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element.
    ///
    /// @param attributes names and values in turn
    Markup open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /// An element without content, such as `meta` or `path`.
    Markup empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    /// An element with nothing but text in it.
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /// Closes the element that was opened last.
    Markup close() {
        String element = open.pop();
        out.append("</").append(element).append('>');
        if (isBlock(element)) {
            out.append('\n');
        }
        return this;
    }

    /// A style sheet of our own.
    Markup style(String css) {
        if (css.contains("<") || css.contains("&")) {
            throw new IllegalArgumentException("a style sheet must not look like markup");
        }
        out.append("<style>").append(css).append("</style>\n");
        return this;
    }

    /// The whole page.
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + out;
    }

    private StringBuilder tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(isCharacter(text, i) ? c : '\uFFFD');
            }
        }
    }

    /// Whether XML may hold it: no control characters, no half of a surrogate pair.
    private static boolean isCharacter(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= ' ' && c < '\u007F' || c > '\u009F' && c < '\uFFFE';
    }

    private static boolean isBlock(String element) {
        return switch (element) {
            case "span", "a", "b", "td", "th", "label", "text", "title", "desc", "strong" -> false;
            default -> true;
        };
    }
}
