package sekisho.server.console.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.account.Accounts;
import sekisho.server.console.Actions;
import sekisho.server.console.Openings;
import sekisho.server.console.RecoveryRequests;
import sekisho.server.console.TypedSecrets;
import sekisho.server.platform.Transactions;
import sekisho.server.platform.web.ForSupportAct;
import sekisho.server.staff.StaffMember;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.CaseNumber;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Takes what an agent does on a case. Each leads back to the case, which says what became of it.
@Controller
@ForSupportAct
class ActionController {
    private final Cases cases;
    private final Openings openings;
    private final Actions actions;
    private final RecoveryRequests recoveries;
    private final CallerChecks checks;
    private final Accounts accounts;
    private final Transactions transactions;

    ActionController(
            Cases cases,
            Openings openings,
            Actions actions,
            RecoveryRequests recoveries,
            CallerChecks checks,
            Accounts accounts,
            Transactions transactions) {
        this.cases = cases;
        this.openings = openings;
        this.actions = actions;
        this.recoveries = recoveries;
        this.checks = checks;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    @PostMapping("/console/cases/{number}/actions/{key}")
    String act(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String reason) {
        Actions.Kind kind = Arrays.stream(Actions.Kind.values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return withReason(agent, number, reason, on -> switch (actions.act(kind, on, agent.actor(), reason.strip())) {
            case DONE -> kind.key() + ".did";
            case NOTHING -> "nothing";
            case TOO_MANY -> "too_many";
        });
    }

    @PostMapping("/console/cases/{number}/recovery")
    String askForRecovery(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String inquiry,
            @RequestParam(defaultValue = "") String reason) {
        return withReason(
                agent,
                number,
                reason,
                on -> said(recoveries.ask(on, agent.actor(), inquiry, reason.strip()), "recovery.asked"));
    }

    @PostMapping("/console/cases/{number}/recovery/start")
    String startRecovery(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason) {
        return withReason(
                agent, number, reason, on -> said(recoveries.start(on, agent.actor(), reason.strip()), "recovery.did"));
    }

    @PostMapping("/console/cases/{number}/recovery/decline")
    String declineRecovery(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason) {
        return withReason(
                agent,
                number,
                reason,
                on -> said(recoveries.decline(on, agent.actor(), reason.strip()), "recovery.declined"));
    }

    private static String said(RecoveryRequests.Result result, String done) {
        return result == RecoveryRequests.Result.DONE
                ? done
                : "recovery." + result.name().toLowerCase(Locale.ROOT);
    }

    @PostMapping("/console/cases/{number}/check")
    String startCheck(@AuthenticationPrincipal StaffMember agent, @PathVariable String number) {
        return onCase(agent, number, on -> switch (locked(on, () -> checks.start(on, agent.actor()))) {
            case WAITS -> "check.started";
            case NO_ACCOUNT -> "nothing";
            case TOO_MANY -> "check.too_many";
        });
    }

    @PostMapping("/console/cases/{number}/check/answer")
    String answerCheck(
            @AuthenticationPrincipal StaffMember agent,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String typed) {
        return onCase(agent, number, on -> switch (locked(on, () -> checks.answer(on, agent.actor(), typed))) {
            case CallerChecks.Answer.Passed passed -> "check.passed";
            case CallerChecks.Answer.Wrong wrong -> "check.wrong";
            case CallerChecks.Answer.Malformed malformed -> "check.malformed";
            case CallerChecks.Answer.Over over -> "check.over";
        });
    }

    private <T> T locked(SupportCase on, Supplier<T> work) {
        return transactions.inOne(on.accountId(), () -> {
            accounts.lock(on.accountId());
            return work.get();
        });
    }

    private String withReason(StaffMember agent, String number, String reason, Function<SupportCase, String> act) {
        return onCase(agent, number, on -> {
            if (reason.isBlank()) {
                return "reason";
            }
            return TypedSecrets.in(reason) ? "reason_secret" : act.apply(on);
        });
    }

    /// Where it is one case too many, its page says so.
    private String onCase(StaffMember agent, String number, Function<SupportCase, String> act) {
        SupportCase on = CaseNumber.read(number)
                .flatMap(cases::findByNumber)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String page = "redirect:/console/cases/" + on.number();
        return openings.open(on, agent.actor()) ? page + "?said=" + act.apply(on) : page;
    }
}
