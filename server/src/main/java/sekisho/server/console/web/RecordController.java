package sekisho.server.console.web;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import sekisho.server.audit.Action;
import sekisho.server.audit.Audit;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.platform.web.Moments;
import sekisho.server.staff.StaffMember;
import sekisho.server.support.CaseEvent;

/// Shows one of the staff what the audit keeps of him.
@Controller
@ForSupportRead
class RecordController {
    private static final int MOST = 100;

    private final Audit audit;
    private final Moments moments;

    RecordController(Audit audit, Moments moments) {
        this.audit = audit;
        this.moments = moments;
    }

    @GetMapping("/console/my-record")
    String show(@AuthenticationPrincipal StaffMember agent, Locale locale, Model model) {
        model.addAttribute(
                "page",
                new RecordPage(
                        audit.latestOf(agent.staffId(), MOST).stream()
                                .map(entry -> new RecordPage.Row(
                                        moments.full(entry.at(), locale),
                                        key(entry.action()),
                                        entry.caseNumber(),
                                        entry.reason()))
                                .toList(),
                        MOST));
        return "console/record";
    }

    /// What is an event of a case too is told in the same words.
    static String key(Action action) {
        String name = action == Action.CASE_OPENED ? CaseEvent.Kind.OPENED.name() : action.name();
        return (Arrays.stream(CaseEvent.Kind.values())
                                .anyMatch(kind -> kind.name().equals(name))
                        ? "console.event."
                        : "console.action.")
                + name.toLowerCase(Locale.ROOT);
    }
}
