package sekisho.server.console.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.console.Openings;
import sekisho.server.console.Replies;
import sekisho.server.console.TypedSecrets;
import sekisho.server.platform.web.ForSupportAct;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.Places;
import sekisho.server.staff.StaffMember;
import sekisho.server.support.CaseNumber;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Shows a case, and takes the answer to it. Whoever opens one leaves a line in the audit and on the member's page.
@Controller
class CaseController {
    private final Cases cases;
    private final CasePages pages;
    private final CaseTools tools;
    private final Replies replies;
    private final Openings openings;
    private final Places places;

    CaseController(Cases cases, CasePages pages, CaseTools tools, Replies replies, Openings openings, Places places) {
        this.cases = cases;
        this.pages = pages;
        this.tools = tools;
        this.replies = replies;
        this.openings = openings;
        this.places = places;
    }

    @ForSupportRead
    @GetMapping("/console/cases/{number}")
    String show(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String said,
            @RequestParam(defaultValue = "") String template,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        SupportCase on = find(number);
        if (!openings.open(on, agent.actor())) {
            return oneTooMany(response, model);
        }
        return show(on, agent, CasePages.Input.none(id(template)), said, locale, model);
    }

    private static String oneTooMany(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        model.addAttribute(
                "page",
                new LookUpPage("", List.of(), false, List.of(PageError.at("number", "console.lookup.refused"))));
        return "console/look-up";
    }

    @ForSupportAct
    @PostMapping("/console/cases/{number}/reply")
    String reply(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(name = "reply", defaultValue = "") String text,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String after,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        SupportCase on = find(number);
        if (!openings.open(on, agent.actor())) {
            return oneTooMany(response, model);
        }
        return switch (replies.send(on, agent.actor(), text, number(after))) {
            case Replies.Result.Sent sent -> back(on, "sent");
            case Replies.Result.Refused refused ->
                again(
                        on,
                        agent,
                        text,
                        language,
                        "console.reply.fault." + refused.fault().key(),
                        locale,
                        response,
                        model);
            case Replies.Result.Stale stale ->
                again(on, agent, text, language, "console.reply.stale", locale, response, model);
        };
    }

    @ForSupportAct
    @PostMapping("/console/cases/{number}/close")
    String close(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String after,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        SupportCase on = find(number);
        if (!openings.open(on, agent.actor())) {
            return oneTooMany(response, model);
        }
        if (reason.isBlank() || TypedSecrets.in(reason)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            PageError refused =
                    PageError.at("close", reason.isBlank() ? "console.case.close.empty" : "console.case.close.secret");
            return show(on, agent, new CasePages.Input(null, "", null, List.of(refused)), "", locale, model);
        }
        return back(on, replies.close(on, agent.actor(), reason.strip(), number(after)) ? "closed" : "not_closed");
    }

    private String again(
            SupportCase on,
            StaffMember agent,
            String text,
            String language,
            String why,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        String typed = language.equals("en") ? "en" : "ja";
        List<PageError> errors = List.of(PageError.at("text-" + typed, why));
        return show(on, agent, new CasePages.Input(typed, text, null, errors), "", locale, model);
    }

    private String show(
            SupportCase on, StaffMember agent, CasePages.Input input, String said, Locale locale, Model model) {
        model.addAttribute("creditsDbIp", places.creditsDbIp());
        model.addAttribute("tools", tools.of(on, agent, said, locale));
        model.addAttribute("page", pages.of(on, agent, input, locale));
        return "console/case";
    }

    private SupportCase find(String number) {
        return CaseNumber.read(number)
                .flatMap(cases::findByNumber)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /// The number of a message as a form holds it.
    private static long number(String after) {
        return after.matches("[0-9]{1,18}") ? Long.parseLong(after) : -1;
    }

    static @Nullable UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    private static String back(SupportCase on, String said) {
        return "redirect:/console/cases/" + on.number() + "?said=" + said;
    }
}
