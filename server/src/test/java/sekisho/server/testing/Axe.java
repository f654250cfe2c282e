package sekisho.server.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/// axe by WCAG 2.2 A and AA and its best practice, for a page that it may be added to.
public final class Axe {
    private Axe() {}

    /// What it finds on a page.
    ///
    /// @param where how the faults name the page
    public static List<String> faults(Page page, String where) {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> where + ": " + rule.getId() + " " + node.getTarget()))
                        .toList();
    }
}
