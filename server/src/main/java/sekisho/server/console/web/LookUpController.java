package sekisho.server.console.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.Accounts;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.audit.OpeningRate;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.Transactions;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.staff.StaffMember;
import sekisho.server.support.CaseNumber;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Finds a case or a sign-in by the number that a member tells, and by nothing else.
@Controller
@ForSupportRead
class LookUpController {
    private static final int MOST_HITS = 10;

    private final Cases cases;
    private final Accounts accounts;
    private final SignInRecords records;
    private final OpeningRate rate;
    private final Audit audit;
    private final Transactions transactions;
    private final Moments moments;

    LookUpController(
            Cases cases,
            Accounts accounts,
            SignInRecords records,
            OpeningRate rate,
            Audit audit,
            Transactions transactions,
            Moments moments) {
        this.cases = cases;
        this.accounts = accounts;
        this.records = records;
        this.rate = rate;
        this.audit = audit;
        this.transactions = transactions;
        this.moments = moments;
    }

    @GetMapping("/console/look-up")
    String form(Model model) {
        return show(model, new LookUpPage("", List.of(), false, List.of()));
    }

    /// @param at when the wanted one of several was decided
    @PostMapping("/console/look-up")
    String lookUp(
            @AuthenticationPrincipal StaffMember agent,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String at,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        Optional<String> caseNumber = CaseNumber.read(number);
        Optional<String> reference = ReferenceNumber.read(number);
        if (caseNumber.isEmpty() && reference.isEmpty()) {
            return refuse(model, response, number, HttpStatus.UNPROCESSABLE_ENTITY, "console.lookup.malformed");
        }
        if (!counted(agent.actor(), caseNumber.or(() -> reference).orElseThrow(), caseNumber.isPresent())) {
            return refuse(model, response, number, HttpStatus.TOO_MANY_REQUESTS, "console.lookup.refused");
        }
        if (caseNumber.isPresent()) {
            return caseNumber
                    .flatMap(cases::findByNumber)
                    .map(LookUpController::open)
                    .orElseGet(() -> show(model, new LookUpPage(number, List.of(), true, List.of())));
        }
        List<SignInEntry> found = records.withReference(reference.orElseThrow(), MOST_HITS);
        Optional<SignInEntry> wanted = found.size() == 1
                ? found.stream().findFirst()
                : found.stream()
                        .filter(entry -> entry.at().toString().equals(at))
                        .findFirst();
        return wanted.map(entry -> open(caseOf(entry.decided())))
                .orElseGet(() -> show(
                        model,
                        new LookUpPage(
                                number,
                                found.stream()
                                        .map(entry -> new LookUpPage.Hit(moments.full(entry.at(), locale)))
                                        .toList(),
                                found.isEmpty(),
                                List.of())));
    }

    /// Two look-ups at once make one case.
    private SupportCase caseOf(Decided found) {
        return transactions.inOne(found.accountId(), () -> {
            accounts.lock(found.accountId());
            return cases.lookUp(found);
        });
    }

    /// Writes the look-up down, unless it is one too many.
    private boolean counted(Actor agent, String number, boolean isCase) {
        return transactions.inOne(() -> {
            if (rate.check(agent) == OpeningRate.Verdict.REFUSED) {
                return false;
            }
            audit.write(agent, Action.LOOKED_UP, null, isCase ? number : null, isCase ? null : number);
            return true;
        });
    }

    private static String open(SupportCase found) {
        return "redirect:/console/cases/" + found.number();
    }

    private static String refuse(
            Model model, HttpServletResponse response, String number, HttpStatus status, String why) {
        response.setStatus(status.value());
        return show(model, new LookUpPage(number, List.of(), false, List.of(PageError.at("number", why))));
    }

    private static String show(Model model, LookUpPage page) {
        model.addAttribute("page", page);
        return "console/look-up";
    }
}
