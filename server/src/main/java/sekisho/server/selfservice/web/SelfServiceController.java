package sekisho.server.selfservice.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.challenge.WaitingRecovery;
import sekisho.server.device.Device;
import sekisho.server.device.Devices;
import sekisho.server.notice.Alerts;
import sekisho.server.platform.Transactions;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.record.Label;
import sekisho.server.record.Labels;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.session.SessionView;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;

/// What a member sees of his own account: sign-ins with what was asked, devices, and the end of all
/// other sessions.
@Controller
@ForMembers
class SelfServiceController {
    private static final int MOST_ROWS = 100;
    private static final int DAYS = 90;

    private final Accounts accounts;
    private final Alerts alerts;
    private final SignInRecords records;
    private final SignInRows rows;
    private final Labels labels;
    private final Devices devices;
    private final Sessions sessions;
    private final AccountRecovery recovery;
    private final SecurityQuestions questions;
    private final CallViews calls;
    private final Browsers browsers;
    private final Places places;
    private final Moments moments;
    private final Transactions transactions;

    SelfServiceController(
            Accounts accounts,
            Alerts alerts,
            SignInRecords records,
            SignInRows rows,
            Labels labels,
            Devices devices,
            Sessions sessions,
            AccountRecovery recovery,
            SecurityQuestions questions,
            CallViews calls,
            Browsers browsers,
            Places places,
            Moments moments,
            Transactions transactions) {
        this.accounts = accounts;
        this.alerts = alerts;
        this.records = records;
        this.rows = rows;
        this.labels = labels;
        this.devices = devices;
        this.sessions = sessions;
        this.recovery = recovery;
        this.questions = questions;
        this.calls = calls;
        this.browsers = browsers;
        this.places = places;
        this.moments = moments;
        this.transactions = transactions;
    }

    @GetMapping("/account")
    String home(@AuthenticationPrincipal SignedIn member, Locale locale, Model model) {
        Account account = accounts.find(member.accountId()).orElseThrow();
        List<HomePage.Mark> marks = alerts.marks(member.accountId()).stream()
                .map(entry -> new HomePage.Mark(
                        markState(entry),
                        moments.full(entry.at(), locale),
                        entry.decided().reference()))
                .toList();
        HomePage.Recovery waiting = recovery.waiting(member.accountId())
                .map(found -> waiting(found, locale))
                .orElse(null);
        model.addAttribute(
                "page",
                new HomePage(
                        account.name(),
                        account.email(),
                        marks,
                        Alerts.MARKED_DAYS,
                        waiting,
                        waiting == null && recovery.stoppedJustNow(member.accountId()),
                        questions.enabled(),
                        calls.of(member, locale)));
        return "selfservice/home";
    }

    private static String markState(SignInEntry entry) {
        if (entry.reported()) {
            return "reported";
        }
        if (!entry.waiting()) {
            return entry.outcomes().contains(Outcome.CLAIMED) ? "claimed" : "stopped";
        }
        if (entry.outcomes().contains(Outcome.DEVICE_CONFIRMED)) {
            return "confirmed";
        }
        if (entry.askedLast() == Outcome.DEVICE_ASKED) {
            return "asks";
        }
        return entry.outcomes().contains(Outcome.CLAIMED) ? "claimed" : "waiting";
    }

    private HomePage.Recovery waiting(WaitingRecovery found, Locale locale) {
        Evidence evidence = records.evidenceOf(found.accountId(), found.attemptId());
        return new HomePage.Recovery(
                moments.full(found.startedAt(), locale),
                moments.full(found.ripeAt(), locale),
                browsers.describe(evidence.browser(), locale),
                places.describe(evidence.network(), locale),
                found.reference());
    }

    @GetMapping("/account/sign-ins")
    String signIns(@AuthenticationPrincipal SignedIn member, Locale locale, Model model) {
        Set<UUID> labelled =
                labels.list(member.accountId()).stream().map(Label::attemptId).collect(Collectors.toSet());
        List<SignInRow> list = records.latest(member.accountId(), DAYS, MOST_ROWS).stream()
                .map(entry ->
                        rows.of(entry, member, labelled.contains(entry.decided().attemptId()), locale))
                .toList();
        model.addAttribute("page", new SignInsPage(list, DAYS, MOST_ROWS));
        model.addAttribute("creditsDbIp", places.creditsDbIp());
        return "selfservice/sign-ins";
    }

    @GetMapping("/account/devices")
    String devices(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "false") boolean ended,
            Locale locale,
            Model model) {
        List<SessionView> open = sessions.list(member.accountId());
        Set<UUID> signedInDevices = open.stream()
                .map(SessionView::deviceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<DevicesPage.Device> list = new ArrayList<>();
        for (Device device : devices.list(member.accountId())) {
            boolean here = device.id().equals(member.deviceId());
            DevicesPage.Device shown = new DevicesPage.Device(
                    browsers.describe(
                            new Evidence.Browser(
                                    device.browser(), null, device.system(), null, device.deviceType(), null),
                            locale),
                    moments.full(device.lastUsed(), locale),
                    moments.date(device.expires(), locale),
                    here,
                    signedInDevices.contains(device.id()));
            list.add(here ? 0 : list.size(), shown);
        }
        model.addAttribute(
                "page",
                new DevicesPage(
                        list,
                        Math.max(0, open.size() - 1),
                        ended ? sessions.countEndedJustNow(member.accountId()) : null));
        return "selfservice/devices";
    }

    @GetMapping("/account/sessions/end-others")
    String endOthers(@AuthenticationPrincipal SignedIn member, Model model) {
        int others = Math.max(0, sessions.list(member.accountId()).size() - 1);
        model.addAttribute("page", new EndOthersPage(others));
        return "selfservice/end-others";
    }

    @PostMapping("/account/sessions/end-others")
    String endOthersNow(@AuthenticationPrincipal SignedIn member) {
        transactions.inOne(member.accountId(), () -> {
            accounts.lock(member.accountId());
            return sessions.endAll(member.accountId(), member.sessionId(), Sessions.EndCause.ENDED_BY_MEMBER);
        });
        return "redirect:/account/devices?ended=true";
    }
}
