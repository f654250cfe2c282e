package sekisho.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import sekisho.server.challenge.QuestionText;
import sekisho.server.console.web.ConsoleSamples;
import sekisho.server.mail.SentMail;
import sekisho.server.notice.web.AlertPage;
import sekisho.server.notice.web.UndoPage;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;
import sekisho.server.record.SignInEntry;
import sekisho.server.recovery.web.ForgotPage;
import sekisho.server.recovery.web.NewAddressPage;
import sekisho.server.recovery.web.NewPasswordPage;
import sekisho.server.recovery.web.PasswordHint;
import sekisho.server.recovery.web.RecoverPage;
import sekisho.server.recovery.web.RecoveryCodePage;
import sekisho.server.recovery.web.ResetRequiredPage;
import sekisho.server.recovery.web.WaitingFormPage;
import sekisho.server.recovery.web.WaitingPage;
import sekisho.server.recovery.web.WhichAccountPage;
import sekisho.server.registration.web.AnotherAccountPage;
import sekisho.server.registration.web.RegisterPage;
import sekisho.server.selfservice.Deletion;
import sekisho.server.selfservice.EmailChange;
import sekisho.server.selfservice.web.CallView;
import sekisho.server.selfservice.web.DataPage;
import sekisho.server.selfservice.web.DeletePage;
import sekisho.server.selfservice.web.DeletedPage;
import sekisho.server.selfservice.web.DevicesPage;
import sekisho.server.selfservice.web.EmailCodePage;
import sekisho.server.selfservice.web.EmailPage;
import sekisho.server.selfservice.web.EmailUndoPage;
import sekisho.server.selfservice.web.EmailUndonePage;
import sekisho.server.selfservice.web.EndOthersPage;
import sekisho.server.selfservice.web.HomePage;
import sekisho.server.selfservice.web.MailedCode;
import sekisho.server.selfservice.web.MessagePage;
import sekisho.server.selfservice.web.MessagesPage;
import sekisho.server.selfservice.web.OwnQuestionPage;
import sekisho.server.selfservice.web.ProfilePage;
import sekisho.server.selfservice.web.RecoveryCodesPage;
import sekisho.server.selfservice.web.SignInRow;
import sekisho.server.selfservice.web.SignInsPage;
import sekisho.server.selfservice.web.ThisDevicePage;
import sekisho.server.selfservice.web.VerifyMailPage;
import sekisho.server.selfservice.web.WhyPage;
import sekisho.server.signin.Keepsakes;
import sekisho.server.signin.web.AccountsPage;
import sekisho.server.signin.web.AskCause;
import sekisho.server.signin.web.CodePage;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.ConfirmPage;
import sekisho.server.signin.web.DevicePage;
import sekisho.server.signin.web.DonePage;
import sekisho.server.signin.web.QuestionPage;
import sekisho.server.signin.web.SiblingView;
import sekisho.server.signin.web.SignInPage;
import sekisho.server.signin.web.SignedOutPage;
import sekisho.server.signin.web.WaitPage;
import sekisho.server.signin.web.WayPage;
import sekisho.server.staff.web.AppPage;
import sekisho.server.staff.web.ConsoleFrame;
import sekisho.server.staff.web.QrDrawing;

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
        if (sample.template().startsWith("console/")) {
            model.addAttribute("desk", new ConsoleFrame("megumi", "lead", "inbox"));
            model.addAttribute("tools", console(locale).tools());
        }
        return sample.template();
    }

    private static ConsoleSamples console(Locale locale) {
        boolean ja = locale.getLanguage().equals("ja");
        Moment clock = new Moment(ja ? "14時32分" : "14:32", "2026-11-22T05:32:00Z");
        Moment full = new Moment(
                ja ? "2026年11月22日（日）14時26分（日本時間）" : "22 November 2026, 14:26 (Japan time)", "2026-11-22T05:26:00Z");
        return new ConsoleSamples(
                ja,
                full,
                clock,
                List.of(new Reason(ja ? "ブラジルからの接続でした" : "It came from Brazil", 100, false)),
                List.of(new Reason(ja ? "ふだんと同じ言語でした" : "The usual language", 12, true)));
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
        SignInRow stopped = row(SignInEntry.Result.STOPPED, SignInEntry.Asked.CODE, full, ja, false, reasons, trust);
        SignInRow usual =
                row(SignInEntry.Result.COMPLETED, SignInEntry.Asked.NOTHING, full, ja, true, List.of(), trust);

        Map<String, Sample> samples = new LinkedHashMap<>();
        console(locale).pages().forEach((name, page) -> samples.put(name, new Sample(page.template(), page.page())));
        samples.put(
                "sign-in",
                new Sample("signin/sign-in", new SignInPage("", true, "/account", "/signin/code", null, List.of())));
        samples.put(
                "sign-in-wrong",
                new Sample(
                        "signin/sign-in",
                        new SignInPage(
                                "hanako@example.jp",
                                false,
                                "/account",
                                null,
                                null,
                                List.of(PageError.of("signin.error.credentials")))));
        samples.put(
                "sign-in-ended",
                new Sample(
                        "signin/sign-in",
                        new SignInPage("", true, "/account", null, AskCause.PASSWORD_CHANGED, List.of())));
        samples.put(
                "sign-in-stale",
                new Sample(
                        "signin/sign-in",
                        new SignInPage(
                                "",
                                true,
                                "/account/devices",
                                null,
                                null,
                                List.of(PageError.of("signin.accounts.stale")))));
        for (AskCause cause : AskCause.values()) {
            samples.put("confirm-" + cause.key(), confirm(cause, email, null, List.of()));
        }
        samples.put(
                "confirm-wrong",
                confirm(
                        AskCause.NOT_SIGNED_IN,
                        email,
                        "/signin/code",
                        List.of(PageError.of("signin.error.credentials"))));
        samples.put(
                "confirm-empty",
                confirm(
                        AskCause.UNUSUAL,
                        email,
                        null,
                        List.of(PageError.at("password", "signin.error.password.missing"))));
        samples.put(
                "accounts",
                new Sample(
                        "signin/accounts",
                        new AccountsPage(
                                List.of(
                                        new AccountsPage.Choice("7f3a", "山田 花子", ja ? "家族用" : "Family", email),
                                        new AccountsPage.Choice("91bc", "山田 花子", null, email)),
                                "/account/devices",
                                "/signin?another=true&return_to=/account/devices")));
        samples.put(
                "accounts-none",
                new Sample("signin/accounts", new AccountsPage(List.of(), "/account", "/signin?another=true")));
        samples.put(
                "sign-in-empty",
                new Sample(
                        "signin/sign-in",
                        new SignInPage(
                                "",
                                false,
                                "/account",
                                null,
                                null,
                                List.of(
                                        PageError.at("email", "account.error.email.missing"),
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
        ways(samples, coarse, email, clock, full);
        for (DonePage.Kind kind : DonePage.Kind.values()) {
            samples.put(
                    "done-" + kind.key(), new Sample("signin/done", new DonePage(kind, 3, 180, "K7-4Q2", "/account")));
        }
        samples.put("signed-out", new Sample("signin/signed-out", new SignedOutPage(1)));
        samples.put("signed-out-forgotten", new Sample("signin/signed-out", new SignedOutPage(0)));
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
                                "h4nd1e",
                                null,
                                8,
                                128,
                                "minlength: 8; maxlength: 128;",
                                hints,
                                List.of(PageError.at("newPassword", "password.violation.history")))));
        for (String error : List.of("recovery.new.error.other_tab", "recovery.new.error.too_many")) {
            samples.put(
                    "new-password-" + error.substring(error.lastIndexOf('.') + 1),
                    new Sample(
                            "recovery/new-password",
                            new NewPasswordPage(
                                    "/reset/password",
                                    "hanako@example.jp",
                                    "h4nd1e",
                                    ja ? "山田 花子 · 家族用" : "Hanako Yamada · Family",
                                    8,
                                    128,
                                    "minlength: 8; maxlength: 128;",
                                    hints,
                                    List.of(PageError.of(error, clock.text())))));
        }
        List<SiblingView> siblings = List.of(
                new SiblingView(
                        "h4nd1e",
                        ja ? "山田 花子" : "Hanako Yamada",
                        null,
                        new Moment(ja ? "2026年5月" : "May 2026", "2026-05-22T05:26:00Z")),
                new SiblingView(
                        "h4nd2e",
                        ja ? "山田 花子" : "Hanako Yamada",
                        ja ? "家族用" : "Family",
                        new Moment(ja ? "2026年11月" : "November 2026", "2026-11-22T05:26:00Z")));
        samples.put(
                "which-account",
                new Sample("recovery/which-account", new WhichAccountPage(siblings, email, "K7-4Q2", List.of())));
        samples.put(
                "which-account-none",
                new Sample(
                        "recovery/which-account",
                        new WhichAccountPage(
                                siblings, email, "K7-4Q2", List.of(PageError.of("recovery.which.error.none")))));
        samples.put(
                "another-account",
                new Sample(
                        "registration/another",
                        new AnotherAccountPage(siblings, email, false, 5, "", "", "", "K7-4Q2", List.of())));
        samples.put(
                "another-account-wrong",
                new Sample(
                        "registration/another",
                        new AnotherAccountPage(
                                siblings,
                                email,
                                false,
                                5,
                                "",
                                "",
                                "x".repeat(21),
                                "K7-4Q2",
                                List.of(
                                        PageError.at("name", "account.error.name.missing"),
                                        PageError.at("label", "account.error.label.too_long", 20)))));
        samples.put(
                "another-account-full",
                new Sample(
                        "registration/another",
                        new AnotherAccountPage(siblings, email, true, 5, "", "", "", "K7-4Q2", List.of())));
        samples.put("forgot", new Sample("recovery/forgot", new ForgotPage("", null, List.of())));
        samples.put("forgot-begun", new Sample("recovery/forgot", new ForgotPage("", "/reset/code", List.of())));
        samples.put(
                "register",
                new Sample("registration/register", new RegisterPage("", "", "", "", "ja", null, List.of())));
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
                                "/register/code",
                                List.of(PageError.at("email", "account.error.email.malformed")))));
        samples.put(
                "home",
                new Sample(
                        "selfservice/home",
                        new HomePage("山田 花子", "hanako@example.jp", List.of(), 14, null, false, true, null)));
        samples.put(
                "home-marks",
                new Sample(
                        "selfservice/home",
                        new HomePage(
                                "山田 花子",
                                "hanako@example.jp",
                                List.of(
                                        new HomePage.Mark("waiting", full, "R2-8XD"),
                                        new HomePage.Mark("asks", full, "R6-8XD"),
                                        new HomePage.Mark("confirmed", full, "R7-8XD"),
                                        new HomePage.Mark("stopped", full, "R3-8XD"),
                                        new HomePage.Mark("claimed", full, "R4-8XD"),
                                        new HomePage.Mark("reported", full, "R5-8XD")),
                                14,
                                null,
                                false,
                                false,
                                null)));
        for (AlertPage.State state : AlertPage.State.values()) {
            samples.put("alert-" + state.key(), alert(state, full, ja, false, clock, 2, List.of()));
        }
        samples.put("alert-own", alert(AlertPage.State.FINISHED_BY_CODE, full, ja, true, null, 0, List.of()));
        samples.put(
                "alert-number-wrong",
                alert(
                        AlertPage.State.WAITING,
                        full,
                        ja,
                        false,
                        clock,
                        2,
                        List.of(PageError.at("number", "notice.error.number", 2))));
        samples.put(
                "alert-confirm",
                new Sample(
                        "notice/alert",
                        new AlertPage(
                                AlertPage.State.WAITING,
                                full,
                                "Windows・Chrome",
                                ja ? "東京都付近" : "near Tokyo",
                                "R2-8XD",
                                false,
                                false,
                                clock,
                                0,
                                2,
                                false,
                                0,
                                false,
                                List.of(PageError.at("number", "notice.error.number", 2)))));
        samples.put(
                "alert-number-closed",
                alert(
                        AlertPage.State.WAITING,
                        full,
                        ja,
                        false,
                        clock,
                        0,
                        List.of(PageError.of("notice.error.number.last"))));
        samples.put("alert-reported-for-good", alert(AlertPage.State.REPORTED, full, ja, false, null, 0, List.of()));
        samples.put("undo", new Sample("notice/undo", new UndoPage("R2-8XD", email, clock, null, List.of())));
        samples.put(
                "undo-wrong",
                new Sample(
                        "notice/undo",
                        new UndoPage(
                                "R2-8XD",
                                email,
                                clock,
                                null,
                                List.of(PageError.at("code", "signin.code.error.wrong", 4)))));
        samples.put("undo-wait", new Sample("notice/undo", new UndoPage("R2-8XD", email, clock, clock, List.of())));
        SignInRow reported = row(SignInEntry.Result.REPORTED, SignInEntry.Asked.CODE, full, ja, false, reasons, trust);
        samples.put(
                "sign-ins-reported", new Sample("selfservice/sign-ins", new SignInsPage(List.of(reported), 90, 100)));
        samples.put(
                "home-recovery",
                new Sample(
                        "selfservice/home",
                        new HomePage(
                                "山田 花子",
                                "hanako@example.jp",
                                List.of(),
                                14,
                                new HomePage.Recovery(
                                        full, full, "Windows・Firefox", ja ? "東京都付近" : "near Tokyo", "K7-4Q2"),
                                false,
                                false,
                                new CallView(new UUID(1, 2), "47", "Q7K4-Z2MD", clock))));
        samples.put(
                "home-stopped",
                new Sample(
                        "selfservice/home",
                        new HomePage("山田 花子", "hanako@example.jp", List.of(), 14, null, true, false, null)));
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
                                        PageError.at("email", "account.error.email.missing"),
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
        samples.put("recover-wait", new Sample("recovery/wait", new WaitingFormPage("", "", "", 48, 7, List.of())));
        for (String problem : List.of("mails", "same", "taken", "too_many")) {
            samples.put(
                    "recover-wait-" + problem.replace('_', '-'),
                    new Sample(
                            "recovery/wait",
                            new WaitingFormPage(
                                    "hanako@example.jp",
                                    "",
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
                        new RecoveryCodesPage(List.of(), 0, null, "hanako@example.jp", null, List.of())));
        samples.put(
                "recovery-codes-left",
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(
                                List.of(),
                                7,
                                full,
                                "hanako@example.jp",
                                null,
                                List.of(PageError.at("password", "owndata.password.wrong")))));
        Map<String, MailedCode> mailed = Map.of(
                "recovery-codes-code", new MailedCode(email, "K7-4Q2", null, 5, null),
                "recovery-codes-code-sent", new MailedCode(email, "K7-4Q2", clock, 4, null),
                "recovery-codes-code-wait", new MailedCode(email, "K7-4Q2", null, 0, full));
        mailed.forEach((name, code) -> samples.put(
                name,
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(
                                List.of(),
                                0,
                                null,
                                "hanako@example.jp",
                                code,
                                code.until() == null
                                        ? List.of()
                                        : List.of(PageError.at("code", "owndata.code.wrong", 3))))));
        samples.put(
                "recovery-codes-made",
                new Sample(
                        "selfservice/recovery-codes",
                        new RecoveryCodesPage(
                                List.of("H7KQ-2WXC-9PTM-4VBD", "3RNE-8JYG-Z5FA-6DSK"),
                                10,
                                full,
                                "hanako@example.jp",
                                null,
                                List.of())));
        samples.put("sign-ins", new Sample("selfservice/sign-ins", new SignInsPage(List.of(usual, stopped), 90, 100)));
        samples.put("sign-ins-none", new Sample("selfservice/sign-ins", new SignInsPage(List.of(), 90, 100)));
        for (Keepsakes.Kind kind : Keepsakes.Kind.values()) {
            WhyPage.Bought bought = new WhyPage.Bought(kind, kind == Keepsakes.Kind.REMEMBERED ? full : null);
            samples.put(
                    "why-" + kind.key(),
                    new Sample("selfservice/why", new WhyPage(stopped, true, bought, 180, true, null, null)));
        }
        samples.put(
                "why-objected", new Sample("selfservice/why", new WhyPage(stopped, true, null, 180, true, full, null)));
        samples.put(
                "why-marked", new Sample("selfservice/why", new WhyPage(stopped, true, null, 180, true, null, full)));
        samples.put("why-usual", new Sample("selfservice/why", new WhyPage(usual, true, null, 180, false, null, null)));
        samples.put(
                "why-not-assessed",
                new Sample("selfservice/why", new WhyPage(usual, false, null, 180, false, null, null)));
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
        ownData(samples, email, clock, full);
        samples.put("devices-ended", new Sample("selfservice/devices", new DevicesPage(List.of(), 0, 2)));
        samples.put(
                "this-device",
                new Sample(
                        "selfservice/this-device",
                        new ThisDevicePage(ja ? "家族用" : "Family", true, true, true, List.of())));
        samples.put(
                "this-device-not-remembered",
                new Sample("selfservice/this-device", new ThisDevicePage("", false, false, false, List.of())));
        samples.put(
                "this-device-wrong",
                new Sample(
                        "selfservice/this-device",
                        new ThisDevicePage(
                                "x".repeat(30),
                                true,
                                false,
                                false,
                                List.of(PageError.at("label", "account.error.label.too_long", 20)))));
        messages(samples, full, clock, ja);
        SupportSamples.add(samples, email, clock, full, ja);
        samples.put("end-others", new Sample("selfservice/end-others", new EndOthersPage(2)));
        return samples;
    }

    private static AppPage app(List<PageError> errors) {
        String uri =
                "otpauth://totp/Sekisho%20Shop:megumi?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sekisho%20Shop";
        return new AppPage("megumi", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP", QrDrawing.of(uri), errors);
    }

    private static Sample confirm(AskCause cause, String email, @Nullable String resumeHref, List<PageError> errors) {
        return new Sample(
                "signin/confirm",
                new ConfirmPage(
                        "7f3a",
                        "山田 花子",
                        null,
                        email,
                        cause,
                        true,
                        "/account",
                        "/signin?another=true",
                        "/signin/accounts",
                        resumeHref,
                        errors));
    }

    private static void ways(
            Map<String, Sample> samples, List<Reason> reasons, String email, Moment clock, Moment full) {
        List<WayPage.Way> all = List.of(WayPage.Way.values());
        samples.put(
                "way",
                new Sample("signin/way", new WayPage(all, List.of(), null, email, reasons, "K7-4Q2", List.of())));
        samples.put(
                "way-none",
                new Sample(
                        "signin/way",
                        new WayPage(
                                all,
                                List.of(),
                                null,
                                email,
                                reasons,
                                "K7-4Q2",
                                List.of(PageError.at("way", "way.error.none")))));
        samples.put(
                "way-closed",
                new Sample(
                        "signin/way",
                        new WayPage(
                                List.of(WayPage.Way.MAIL),
                                List.of(WayPage.Way.DEVICE, WayPage.Way.QUESTION),
                                WayPage.Way.MAIL,
                                email,
                                List.of(),
                                "K7-4Q2",
                                List.of(PageError.at("way", "way.error.closed")))));
        for (DevicePage.State state : DevicePage.State.values()) {
            samples.put(
                    "device-" + state.key(),
                    new Sample("signin/device", new DevicePage(state, "47", "K7-4Q2", clock, true)));
        }
        samples.put(
                "question",
                new Sample("signin/question", new QuestionPage(QuestionText.FIRST_INN, "K7-4Q2", List.of())));
        for (int left = 0; left < 3; left++) {
            samples.put(
                    "question-wrong-" + left,
                    new Sample(
                            "signin/question",
                            new QuestionPage(
                                    QuestionText.SHOP_NEAR_HOME,
                                    "K7-4Q2",
                                    List.of(PageError.at("answer", "question.error.wrong", left)))));
        }
        samples.put("own-question", ownQuestion(null, null, null, null, List.of()));
        samples.put("own-question-set", ownQuestion(QuestionText.LOST_THING, full, "set", null, List.of()));
        samples.put(
                "own-question-code",
                ownQuestion(
                        QuestionText.LOST_THING,
                        full,
                        null,
                        new MailedCode("h•••@example.jp", "K7-4Q2", null, 5, null),
                        List.of()));
        samples.put(
                "own-question-code-sent",
                ownQuestion(
                        null,
                        null,
                        null,
                        new MailedCode("h•••@example.jp", "K7-4Q2", full, 4, null),
                        List.of(PageError.at("code", "owndata.code.wrong", 2))));
        samples.put("own-question-removed", ownQuestion(null, null, "removed", null, List.of()));
        samples.put(
                "own-question-wrong",
                ownQuestion(
                        QuestionText.LOST_THING,
                        full,
                        null,
                        null,
                        List.of(
                                PageError.at("question", "question.own.error.none"),
                                PageError.at("answer", "question.own.error.too_short", 4),
                                PageError.at("password", "owndata.password.missing"))));
    }

    private static Sample ownQuestion(
            @Nullable QuestionText now,
            @Nullable Moment since,
            @Nullable String saved,
            @Nullable MailedCode mailed,
            List<PageError> errors) {
        return new Sample(
                "selfservice/question",
                new OwnQuestionPage(
                        now,
                        since,
                        List.of(QuestionText.values()),
                        now,
                        saved,
                        4,
                        "hanako@example.jp",
                        mailed,
                        errors));
    }

    private static Sample alert(
            AlertPage.State state,
            Moment when,
            boolean ja,
            boolean own,
            @Nullable Moment until,
            int tries,
            List<PageError> errors) {
        return new Sample(
                "notice/alert",
                new AlertPage(
                        state,
                        when,
                        "Windows・Chrome",
                        ja ? "ブラジル・サンパウロ付近" : "near São Paulo, Brazil",
                        "R2-8XD",
                        own,
                        own,
                        until,
                        state == AlertPage.State.WAITING ? tries : 0,
                        0,
                        until != null,
                        until == null ? 0 : 2,
                        state == AlertPage.State.STOPPED,
                        errors));
    }

    private static void ownData(Map<String, Sample> samples, String email, Moment clock, Moment full) {
        String next = "hanako.yamada@example.jp";
        List<PageError> wrongCode = List.of(PageError.at("code", "owndata.code.wrong", 1));
        samples.put(
                "profile",
                new Sample(
                        "selfservice/profile",
                        new ProfilePage("山田 花子", "", "", "hanako@example.jp", "ja", true, List.of())));
        samples.put(
                "profile-wrong",
                new Sample(
                        "selfservice/profile",
                        new ProfilePage(
                                "",
                                "",
                                "1",
                                "hanako@example.jp",
                                "en",
                                false,
                                List.of(
                                        PageError.at("name", "account.error.name.missing", 60),
                                        PageError.at("phone", "account.error.phone.malformed", 60)))));
        samples.put(
                "email", new Sample("selfservice/email", new EmailPage("hanako@example.jp", "", 14, false, List.of())));
        samples.put(
                "email-changed",
                new Sample("selfservice/email", new EmailPage("hanako@example.jp", "", 14, true, List.of())));
        List<PageError> refused = List.of(
                PageError.at("email", "owndata.email.same"),
                PageError.at("password", "owndata.password.too_many", full.text()));
        samples.put(
                "email-wrong",
                new Sample("selfservice/email", new EmailPage("hanako@example.jp", next, 14, false, refused)));
        for (EmailChange.Step step : EmailChange.Step.values()) {
            samples.put(
                    "email-code-" + step.key(),
                    new Sample(
                            "selfservice/email-code",
                            new EmailCodePage(step, next, next, "K7-4Q2", clock, 3, null, List.of())));
        }
        samples.put(
                "email-code-wrong",
                new Sample(
                        "selfservice/email-code",
                        new EmailCodePage(EmailChange.Step.NEW, next, next, "K7-4Q2", clock, 0, null, wrongCode)));
        samples.put(
                "email-code-wait",
                new Sample(
                        "selfservice/email-code",
                        new EmailCodePage(EmailChange.Step.NEW, next, next, "K7-4Q2", null, 0, full, List.of())));
        samples.put(
                "email-undo",
                new Sample("selfservice/email-undo", new EmailUndoPage("", "", false, null, 0, null, List.of())));
        samples.put(
                "email-undo-missing",
                new Sample(
                        "selfservice/email-undo",
                        new EmailUndoPage(
                                "",
                                "",
                                false,
                                null,
                                0,
                                null,
                                List.of(
                                        PageError.at("email", "account.error.email.missing"),
                                        PageError.at("reference", "owndata.undo.reference.missing")))));
        samples.put(
                "email-undo-sent",
                new Sample(
                        "selfservice/email-undo", new EmailUndoPage(next, "K7-4Q2", true, clock, 3, null, wrongCode)));
        samples.put(
                "email-undo-wait",
                new Sample(
                        "selfservice/email-undo", new EmailUndoPage(next, "K7-4Q2", true, null, 0, full, List.of())));
        samples.put("email-undone", new Sample("selfservice/email-undone", new EmailUndonePage(next, true)));
        samples.put("email-undone-taken", new Sample("selfservice/email-undone", new EmailUndonePage(next, false)));
        samples.put("data", new Sample("selfservice/data", new DataPage(2000, List.of())));
        samples.put(
                "data-wrong",
                new Sample(
                        "selfservice/data",
                        new DataPage(2000, List.of(PageError.at("password", "owndata.password.wrong")))));
        samples.put("delete", new Sample("selfservice/delete", new DeletePage(null, List.of())));
        samples.put(
                "delete-wrong",
                new Sample(
                        "selfservice/delete",
                        new DeletePage(null, List.of(PageError.at("password", "owndata.password.wrong")))));
        samples.put(
                "delete-code",
                new Sample(
                        "selfservice/delete",
                        new DeletePage(new MailedCode(email, "K7-4Q2", null, 5, null), List.of())));
        samples.put(
                "delete-code-sent",
                new Sample(
                        "selfservice/delete",
                        new DeletePage(new MailedCode(email, "K7-4Q2", clock, 4, null), wrongCode)));
        samples.put(
                "delete-code-wait",
                new Sample(
                        "selfservice/delete",
                        new DeletePage(new MailedCode(email, "K7-4Q2", null, 0, full), List.of())));
        samples.put(
                "deleted",
                new Sample(
                        "selfservice/deleted",
                        new DeletedPage(
                                Stream.of(Deletion.Kind.values())
                                        .map(kind -> new DeletedPage.Row(kind, 12))
                                        .toList(),
                                email)));
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
        CallView call = new CallView(new UUID(1, 2), "47", "Q7K4-Z2MD", clock);
        samples.put("messages", new Sample("selfservice/messages", new MessagesPage(rows, 90, 100, call, false)));
        samples.put(
                "messages-none", new Sample("selfservice/messages", new MessagesPage(List.of(), 90, 100, null, true)));
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
                        purpose == CodePurpose.SIGN_IN || purpose == CodePurpose.RESET ? "47" : null,
                        purpose == CodePurpose.SIGN_IN,
                        waitUntil,
                        errors));
    }

    private static SignInRow row(
            SignInEntry.Result result,
            SignInEntry.Asked asked,
            Moment when,
            boolean ja,
            boolean here,
            List<Reason> reasons,
            List<Reason> trust) {
        String place = ja ? "東京都付近" : "near Tokyo";
        return new SignInRow(
                result, when, "Windows・Firefox", place, "K7-4Q2", here, asked, true, reasons, trust, !here);
    }
}
