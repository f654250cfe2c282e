package sekisho.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import sekisho.server.mail.SentMail;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;
import sekisho.server.recovery.web.ForgotPage;
import sekisho.server.recovery.web.NewAddressPage;
import sekisho.server.recovery.web.NewPasswordPage;
import sekisho.server.recovery.web.PasswordHint;
import sekisho.server.recovery.web.RecoverPage;
import sekisho.server.recovery.web.RecoveryCodePage;
import sekisho.server.recovery.web.ResetRequiredPage;
import sekisho.server.recovery.web.WaitingFormPage;
import sekisho.server.recovery.web.WaitingPage;
import sekisho.server.registration.web.RegisterPage;
import sekisho.server.selfservice.web.DevicesPage;
import sekisho.server.selfservice.web.EndOthersPage;
import sekisho.server.selfservice.web.HomePage;
import sekisho.server.selfservice.web.MessagePage;
import sekisho.server.selfservice.web.MessagesPage;
import sekisho.server.selfservice.web.RecoveryCodesPage;
import sekisho.server.selfservice.web.SignInRow;
import sekisho.server.selfservice.web.SignInsPage;
import sekisho.server.selfservice.web.VerifyMailPage;
import sekisho.server.selfservice.web.WhyPage;
import sekisho.server.signin.web.CodePage;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.DonePage;
import sekisho.server.signin.web.SignInPage;
import sekisho.server.signin.web.SignedOutPage;
import sekisho.server.signin.web.WaitPage;

/// Every page in every state that it can show, with sample data.
@Controller
@Profile("edge")
@ForEveryone
class PreviewController {
    /// A page as a controller would show it.
    record Sample(String template, Object page) {}

    @GetMapping("/preview/{name}")
    String show(@PathVariable String name, Locale locale, Model model) {
        Sample sample = Objects.requireNonNull(samples(locale).get(name));
        model.addAttribute("page", sample.page());
        return sample.template();
    }

    static Map<String, Sample> samples(Locale locale) {
        boolean ja = locale.getLanguage().equals("ja");
        String email = "h••••o@example.jp";
        Moment clock = new Moment(ja ? "14時32分" : "14:32", "2026-11-22T05:32:00Z");
        Moment full = new Moment(
                ja ? "2026年11月22日（日）14時26分（日本時間）" : "22 November 2026, 14:26 (Japan time)", "2026-11-22T05:26:00Z");
        List<Reason> coarse = ja
                ? List.of(new Reason("はじめての端末です", null, false), new Reason("ふだんと違う地域です", null, false))
                : List.of(
                        new Reason("A device we have not seen", null, false),
                        new Reason("An unusual region", null, false));
        List<Reason> reasons = ja
                ? List.of(
                        new Reason("ブラジル（直近90日は日本だけ）", 100, false),
                        new Reason("この端末（Windows・Firefox）での記録がありませんでした", 62, false))
                : List.of(
                        new Reason("Brazil (only Japan in the last 90 days)", 100, false),
                        new Reason("We had no record of this device (Windows, Firefox)", 62, false));
        List<Reason> trust = List.of(new Reason(ja ? "ふだんと同じ言語でした" : "The usual language", 12, true));
        List<PasswordHint> hints = List.of(
                new PasswordHint(
                        "min_length",
                        ja ? "8文字以上" : "At least 8 characters",
                        ja ? "8文字以上（いま{k}文字）" : "At least 8 characters ({k} now)",
                        8,
                        true,
                        PasswordHint.State.OK),
                new PasswordHint(
                        "personal_data",
                        ja ? "名前・メールアドレス・電話番号を含まない" : "Does not contain your name, e-mail or phone",
                        null,
                        null,
                        false,
                        PasswordHint.State.BAD),
                new PasswordHint(
                        "breached",
                        ja ? "流出したパスワードの一覧にない" : "Not on a list of leaked passwords",
                        null,
                        null,
                        false,
                        PasswordHint.State.WAIT));
        SignInRow stopped = row(SignInRow.Result.STOPPED, SignInRow.Asked.CODE, full, ja, false, reasons, trust);
        SignInRow usual = row(SignInRow.Result.COMPLETED, SignInRow.Asked.NOTHING, full, ja, true, List.of(), trust);

        Map<String, Sample> samples = new LinkedHashMap<>();
        samples.put(
                "sign-in",
                new Sample("signin/sign-in", new SignInPage("", true, "/account", "/signin/code", List.of())));
        samples.put(
                "sign-in-wrong",
                new Sample(
                        "signin/sign-in",
                        new SignInPage(
                                "hanako@example.jp",
                                false,
                                "/account",
                                null,
                                List.of(PageError.of("signin.error.credentials")))));
        samples.put(
                "sign-in-empty",
                new Sample(
                        "signin/sign-in",
                        new SignInPage(
                                "",
                                false,
                                "/account",
                                null,
                                List.of(
                                        PageError.at("email", "signin.error.email.missing"),
                                        PageError.at("password", "signin.error.password.missing")))));
        for (CodePurpose purpose : CodePurpose.values()) {
            samples.put("code-" + purpose.key(), code(purpose, coarse, email, clock, null, List.of()));
        }
        samples.put(
                "code-wrong",
                code(
                        CodePurpose.SIGN_IN,
                        coarse,
                        email,
                        clock,
                        null,
                        List.of(PageError.at("code", "signin.code.error.wrong", 4))));
        samples.put(
                "code-short",
                code(
                        CodePurpose.RESET,
                        List.of(),
                        email,
                        clock,
                        null,
                        List.of(PageError.at("code", "signin.code.error.length", 5))));
        samples.put(
                "code-wait",
                code(
                        CodePurpose.SIGN_IN,
                        coarse,
                        email,
                        clock,
                        clock,
                        List.of(PageError.of("signin.code.error.too_many", clock.text()))));
        for (DonePage.Kind kind : DonePage.Kind.values()) {
            samples.put(
                    "done-" + kind.key(), new Sample("signin/done", new DonePage(kind, 3, 180, "K7-4Q2", "/account")));
        }
        samples.put("signed-out", new Sample("signin/signed-out", new SignedOutPage(true)));
        samples.put("wait", new Sample("signin/wait", new WaitPage(clock, "K7-4Q2")));
        for (ResetRequiredPage.Cause cause : ResetRequiredPage.Cause.values()) {
            samples.put(
                    "reset-" + cause.key(),
                    new Sample(
                            "recovery/reset-required", new ResetRequiredPage(email, cause, "K7-4Q2", null, List.of())));
        }
        samples.put(
                "reset-wait",
                new Sample(
                        "recovery/reset-required",
                        new ResetRequiredPage(email, ResetRequiredPage.Cause.BREACHED, "K7-4Q2", clock, List.of())));
        samples.put(
                "new-password",
                new Sample(
                        "recovery/new-password",
                        new NewPasswordPage(
                                "/reset/password",
                                "hanako@example.jp",
                                8,
                                128,
                                "minlength: 8; maxlength: 128;",
                                hints,
                                List.of(PageError.at("newPassword", "recovery.new.error.missing")))));
        samples.put("forgot", new Sample("recovery/forgot", new ForgotPage("", List.of())));
        samples.put("register", new Sample("registration/register", new RegisterPage("", "", "", "", "ja", List.of())));
        samples.put(
                "register-wrong",
                new Sample(
                        "registration/register",
                        new RegisterPage(
                                "山田 花子",
                                "",
                                "hanako",
                                "",
                                "en",
                                List.of(PageError.at("email", "registration.error.email.malformed")))));
        samples.put("home", new Sample("selfservice/home", new HomePage("山田 花子", "hanako@example.jp", null, false)));
        samples.put(
                "home-recovery",
                new Sample(
                        "selfservice/home",
                        new HomePage(
                                "山田 花子",
                                "hanako@example.jp",
                                new HomePage.Recovery(
                                        full, full, "Windows・Firefox", ja ? "東京都付近" : "near Tokyo", "K7-4Q2"),
                                false)));
        samples.put(
                "home-stopped", new Sample("selfservice/home", new HomePage("山田 花子", "hanako@example.jp", null, true)));
        samples.put("recover", new Sample("recovery/recover", new RecoverPage(48, 7)));
        samples.put("recover-code", new Sample("recovery/code", new RecoveryCodePage("", List.of())));
        samples.put(
                "recover-code-wrong",
                new Sample(
                        "recovery/code",
                        new RecoveryCodePage("hanako@example.jp", List.of(PageError.of("recover.code.error.wrong")))));
        samples.put(
                "recover-code-malformed",
                new Sample(
                        "recovery/code",
                        new RecoveryCodePage(
                                "",
                                List.of(
                                        PageError.at("email", "signin.error.email.missing"),
                                        PageError.at("recoveryCode", "recover.code.error.malformed", 16)))));
        samples.put("recover-address", new Sample("recovery/new-address", new NewAddressPage("", "K7-4Q2", List.of())));
        samples.put(
                "recover-address-taken",
                new Sample(
                        "recovery/new-address",
                        new NewAddressPage(
                                "hanako@example.jp",
                                "K7-4Q2",
                                List.of(PageError.at("newEmail", "recover.error.taken")))));
        samples.put("recover-wait", new Sample("recovery/wait", new WaitingFormPage("", "", 48, 7, List.of())));
        for (String problem : List.of("mails", "same", "taken", "too_many")) {
            samples.put(
                    "recover-wait-" + problem.replace('_', '-'),
                    new Sample(
                            "recovery/wait",
                            new WaitingFormPage(
                                    "hanako@example.jp",
                                    "hanako2@example.jp",
                                    48,
                                    7,
                                    List.of(PageError.at("newEmail", "recover.error." + problem, clock.text())))));
        }
        samples.put("recover-waiting", new Sample("recovery/waiting", new WaitingPage(email, full, full, "K7-4Q2")));
        samples.put("recover-nothing", new Sample("recovery/waiting", new WaitingPage(email, null, null, "K7-4Q2")));
        samples.put(
                "recovery-codes",
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(List.of(), 0, null, "hanako@example.jp", List.of())));
        samples.put(
                "recovery-codes-left",
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(
                                List.of(),
                                7,
                                full,
                                "hanako@example.jp",
                                List.of(PageError.at("password", "recover.codes.error.wrong")))));
        samples.put(
                "recovery-codes-made",
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(
                                List.of("H7KQ-2WXC-9PTM-4VBD", "3RNE-8JYG-Z5FA-6DSK"),
                                10,
                                full,
                                "hanako@example.jp",
                                List.of())));
        samples.put("sign-ins", new Sample("selfservice/sign-ins", new SignInsPage(List.of(usual, stopped), 90, 100)));
        samples.put("sign-ins-none", new Sample("selfservice/sign-ins", new SignInsPage(List.of(), 90, 100)));
        samples.put("why", new Sample("selfservice/why", new WhyPage(stopped, true)));
        samples.put("why-usual", new Sample("selfservice/why", new WhyPage(usual, true)));
        samples.put("why-not-assessed", new Sample("selfservice/why", new WhyPage(usual, false)));
        samples.put(
                "devices",
                new Sample(
                        "selfservice/devices",
                        new DevicesPage(
                                List.of(
                                        new DevicesPage.Device("iPhone・Safari", full, full, true, true),
                                        new DevicesPage.Device("Windows・Firefox", full, full, false, false)),
                                2,
                                null)));
        samples.put("devices-ended", new Sample("selfservice/devices", new DevicesPage(List.of(), 0, 2)));
        messages(samples, full, clock, ja);
        samples.put("end-others", new Sample("selfservice/end-others", new EndOthersPage(2)));
        return samples;
    }

    private static void messages(Map<String, Sample> samples, Moment full, Moment clock, boolean ja) {
        String subject = ja ? "●●●●●● は確認コードです（照合番号 K7-4Q2X）" : "●●●●●● is your code (ref K7-4Q2X)";
        String body = ja ? "確認コード：●●●●●●\n（14時32分まで）\n" : "Code: ●●●●●●\n(until 14:32)\n";
        String language = ja ? "ja" : "en";
        List<MessagesPage.Row> rows = new ArrayList<>();
        for (SentMail.State state : SentMail.State.values()) {
            MessagesPage.Row row = new MessagesPage.Row(new UUID(1, 2), full, subject, language, "K7-4Q2X", state);
            rows.add(row);
            samples.put(
                    "message-" + row.key(),
                    new Sample("selfservice/message", new MessagePage(row, "h••••o@example.jp", body)));
        }
        samples.put("messages", new Sample("selfservice/messages", new MessagesPage(rows, 90, 100)));
        samples.put("messages-none", new Sample("selfservice/messages", new MessagesPage(List.of(), 90, 100)));
        samples.put("verify-mail", verifyMail(null, null));
        samples.put(
                "verify-mail-empty",
                new Sample(
                        "selfservice/verify-mail",
                        new VerifyMailPage(
                                30, null, null, List.of(PageError.at("number", "message.check.error.missing")))));
        samples.put(
                "verify-mail-written",
                verifyMail(
                        new VerifyMailPage.Answer("K7-4Q2X", List.of(new VerifyMailPage.Mail(full, List.of(subject)))),
                        null));
        samples.put(
                "verify-mail-either",
                verifyMail(
                        new VerifyMailPage.Answer(
                                "K7-4Q2X",
                                List.of(
                                        new VerifyMailPage.Mail(full, List.of(subject, subject)),
                                        new VerifyMailPage.Mail(full, List.of(subject, subject)))),
                        null));
        samples.put("verify-mail-none", verifyMail(new VerifyMailPage.Answer("REF-20231122", List.of()), null));
        samples.put("verify-mail-wait", verifyMail(null, clock));
    }

    private static Sample verifyMail(VerifyMailPage.@Nullable Answer answer, @Nullable Moment waitUntil) {
        return new Sample("selfservice/verify-mail", new VerifyMailPage(30, answer, waitUntil, List.of()));
    }

    private static Sample code(
            CodePurpose purpose,
            List<Reason> reasons,
            String email,
            Moment until,
            @Nullable Moment waitUntil,
            List<PageError> errors) {
        return new Sample(
                "signin/code",
                new CodePage(
                        purpose,
                        email,
                        until,
                        2,
                        purpose == CodePurpose.FORGOT,
                        reasons,
                        "確認コード ●●●●●●（照合番号 K7-4Q2）",
                        "no-reply@signin.sekisho.example",
                        "K7-4Q2",
                        waitUntil,
                        errors));
    }

    private static SignInRow row(
            SignInRow.Result result,
            SignInRow.Asked asked,
            Moment when,
            boolean ja,
            boolean here,
            List<Reason> reasons,
            List<Reason> trust) {
        String place = ja ? "東京都付近" : "near Tokyo";
        return new SignInRow(result, when, "Windows・Firefox", place, "K7-4Q2", here, asked, reasons, trust);
    }
}
