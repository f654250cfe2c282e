package sekisho.server.console.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.console.ReplyRules;
import sekisho.server.console.ReplyTemplates;
import sekisho.server.console.TypedSecrets;
import sekisho.server.platform.web.ForSupportLead;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.platform.web.PageError;
import sekisho.server.staff.StaffMember;
import sekisho.server.staff.StaffRole;

/// The texts that agents may put into an answer.
@Controller
class TemplateController {
    private static final Set<String> SAID = Set.of("written", "released", "removed", "nothing");
    private static final int LONGEST_NAME = 60;

    private final ReplyTemplates templates;
    private final ReplyRules rules;

    TemplateController(ReplyTemplates templates, ReplyRules rules) {
        this.templates = templates;
        this.rules = rules;
    }

    @ForSupportRead
    @GetMapping("/console/templates")
    String list(@AuthenticationPrincipal StaffMember agent, @RequestParam(defaultValue = "") String said, Model model) {
        return show(agent, "", "", "", SAID.contains(said) ? said : null, List.of(), model);
    }

    @ForSupportLead
    @PostMapping("/console/templates")
    String write(
            @AuthenticationPrincipal StaffMember agent,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "reply-ja", defaultValue = "") String japanese,
            @RequestParam(name = "reply-en", defaultValue = "") String english,
            HttpServletResponse response,
            Model model) {
        List<PageError> errors = new ArrayList<>();
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            errors.add(PageError.at("name", "console.templates.error.name"));
        }
        if (TypedSecrets.in(name)) {
            errors.add(PageError.at("name", "console.templates.error.secret"));
        }
        check("text-ja", japanese, errors);
        check("text-en", english, errors);
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(agent, name, japanese, english, null, errors, model);
        }
        templates.write(agent.actor(), name.strip(), japanese, english);
        return back("written");
    }

    private void check(String field, String text, List<PageError> errors) {
        rules.check(text, List.of())
                .ifPresent(fault -> errors.add(PageError.at(field, "console.reply.fault." + fault.key())));
    }

    @ForSupportLead
    @PostMapping("/console/templates/{id}/release")
    String release(@AuthenticationPrincipal StaffMember agent, @PathVariable String id) {
        return change(id, one -> templates.release(agent.actor(), one), "released");
    }

    @ForSupportLead
    @PostMapping("/console/templates/{id}/remove")
    String remove(@AuthenticationPrincipal StaffMember agent, @PathVariable String id) {
        return change(id, one -> templates.remove(agent.actor(), one), "removed");
    }

    private static String change(String id, Predicate<UUID> change, String done) {
        UUID one = CaseController.id(id);
        return back(one != null && change.test(one) ? done : "nothing");
    }

    private static String back(String said) {
        return "redirect:/console/templates?said=" + said;
    }

    private String show(
            StaffMember agent,
            String name,
            String japanese,
            String english,
            @Nullable String said,
            List<PageError> errors,
            Model model) {
        List<TemplatesPage.Row> rows = templates.list().stream()
                .map(one -> new TemplatesPage.Row(
                        one.templateId().toString(),
                        one.name(),
                        one.japanese(),
                        one.english(),
                        one.released(),
                        one.writtenBy().equals(agent.staffId())))
                .toList();
        model.addAttribute(
                "page", new TemplatesPage(rows, agent.role() == StaffRole.LEAD, name, japanese, english, said, errors));
        return "console/templates";
    }
}
