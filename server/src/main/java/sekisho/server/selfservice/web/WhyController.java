package sekisho.server.selfservice.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.device.Devices;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Moments;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Label;
import sekisho.server.record.Labels;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Places;
import sekisho.server.selfservice.web.WhyPage.Bought;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.Keepsakes;

/// Tells a member why one of his sign-ins was judged as it was and what it led to, and takes his word
/// that the judgement was wrong.
@Controller
@ForMembers
class WhyController {
    private final SignInRecords records;
    private final SignInRows rows;
    private final Labels labels;
    private final Keepsakes keepsakes;
    private final Places places;
    private final Moments moments;

    WhyController(
            SignInRecords records,
            SignInRows rows,
            Labels labels,
            Keepsakes keepsakes,
            Places places,
            Moments moments) {
        this.records = records;
        this.rows = rows;
        this.labels = labels;
        this.keepsakes = keepsakes;
        this.places = places;
        this.moments = moments;
    }

    @GetMapping("/account/sign-ins/{reference}/why")
    String why(@AuthenticationPrincipal SignedIn member, @PathVariable String reference, Locale locale, Model model) {
        SignInEntry entry = entry(member, reference);
        UUID attemptId = entry.decided().attemptId();
        Optional<Label> label = labels.find(member.accountId(), attemptId);
        SignInRow row = rows.of(entry, member, label.isPresent(), locale);
        model.addAttribute("creditsDbIp", places.creditsDbIp());
        model.addAttribute(
                "page",
                new WhyPage(
                        row,
                        entry.decided().assessment() != null,
                        bought(member.accountId(), entry, locale),
                        (int) Devices.REMEMBERED_FOR.toDays(),
                        canObject(entry),
                        said(label, Label.Source.MEMBER, locale),
                        said(label, Label.Source.AGENT, locale)));
        return "selfservice/why";
    }

    @PostMapping("/account/sign-ins/{reference}/label")
    String object(@AuthenticationPrincipal SignedIn member, @PathVariable String reference) {
        SignInEntry entry = entry(member, reference);
        if (canObject(entry)) {
            labels.put(member.accountId(), entry.decided().attemptId(), Label.Verdict.LEGITIMATE, Label.Source.MEMBER);
        }
        return page(entry);
    }

    @PostMapping("/account/sign-ins/{reference}/label/take-back")
    String takeBack(@AuthenticationPrincipal SignedIn member, @PathVariable String reference) {
        SignInEntry entry = entry(member, reference);
        labels.takeBack(member.accountId(), entry.decided().attemptId(), Label.Source.MEMBER);
        return page(entry);
    }

    private SignInEntry entry(SignedIn member, String reference) {
        return records.findByReference(member.accountId(), reference)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private @Nullable Moment said(Optional<Label> label, Label.Source source, Locale locale) {
        return label.filter(found -> found.source() == source)
                .map(found -> moments.full(found.at(), locale))
                .orElse(null);
    }

    private static String page(SignInEntry entry) {
        return "redirect:/account/sign-ins/" + entry.decided().reference() + "/why";
    }

    /// What was asked because of the risk may have been wrong; a wrong password and a leaked one are facts.
    private static boolean canObject(SignInEntry entry) {
        return entry.decided().kind() == AttemptKind.SIGN_IN
                && switch (entry.asked()) {
                    case CHOICE, CODE, DEVICE, QUESTION, WAIT -> true;
                    case NOTHING, CODE_AND_NEW_PASSWORD, RECOVERY_CODE, RECOVERY_WAITING, WRONG_PASSWORD -> false;
                };
    }

    private @Nullable Bought bought(UUID accountId, SignInEntry entry, Locale locale) {
        return keepsakes
                .of(accountId, entry)
                .map(found ->
                        new Bought(found.kind(), found.until() == null ? null : moments.date(found.until(), locale)))
                .orElse(null);
    }
}
