package sekisho.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import sekisho.server.testing.Axe;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// The demo as a newcomer lives it: one press in the lobby, then the pages that it led to.
class DemoTest {
    private static final Pattern CODE = Pattern.compile("(?:コード|[Cc]ode)[^\\n]*?(\\d{6})");
    private static final Pattern STAGE = Pattern.compile("<iframe name=\"stage\" src=\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("照合番号　([0-9A-Z]{2}-[0-9A-Z]{4})");
    private static final Pattern SAVED_CODE =
            Pattern.compile("\\b[2-9A-HJKMNP-TV-Z]{4}(?:-[2-9A-HJKMNP-TV-Z]{4}){3}\\b");
    private static final Pattern CASE = Pattern.compile("/console/cases/([2-9A-Z]{4}-[2-9A-Z]{4})");
    private static final long PATIENCE_MILLIS = 20_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("spring.profiles.active=demo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// A browser in the lobby and, with the same cookies but another token, on the stage.
    private static final class Newcomer {
        private final Visitor lobby = new Visitor(server.base());
        private Visitor stage = lobby;

        /// Presses a button of the lobby; what the stage then shows.
        Answer press(String scene) {
            lobby.get("/demo");
            Answer pressed = lobby.post("/demo/scenes/" + scene, Map.of());
            assertThat(pressed.status()).isEqualTo(303);
            assertThat(pressed.location()).startsWith("/demo?at=").endsWith("#stage");
            Matcher frame = STAGE.matcher(
                    lobby.get(pressed.location().replace("#stage", "")).body());
            assertThat(frame.find()).isTrue();
            stage = lobby.copy();
            return stage.get(frame.group(1));
        }
    }

    private final Newcomer newcomer = new Newcomer();

    @BeforeEach
    void overAgain() {
        Visitor lobby = new Visitor(server.base());
        lobby.get("/demo");
        Walk.expect(lobby.post("/demo/start-over", Map.of()), "/demo");
    }

    @Test
    void anAgentHasThreeCasesWaitingAndAnswersOne() {
        Visitor desk = new Visitor(server.base());
        desk.get("/demo");
        Walk.expect(desk.post("/demo/staff/sakura", Map.of()), "/console");
        List<String> cases = CASE.matcher(desk.get("/console").body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(cases).hasSize(3);
        List<String> pages = cases.stream()
                .map(number -> desk.get("/console/cases/" + number).body())
                .toList();
        assertThat(pages).anySatisfy(page -> assertThat(page).contains("これは本当に御社の画面ですか", "流出"));
        assertThat(pages).anySatisfy(page -> assertThat(page).contains("確認コードのメールが届きません", "北海道"));
        assertThat(pages).anySatisfy(page -> assertThat(page).contains("must I change my password now?"));
        String page = desk.get("/console/cases/" + cases.getFirst()).body();
        Matcher draft =
                Pattern.compile("<textarea id=\"text-ja\"[^>]*>([^<]*)<").matcher(page);
        Matcher after = Pattern.compile("name=\"after\" value=\"([0-9]+)\"").matcher(page);
        assertThat(draft.find() && after.find()).isTrue();

        Answer sent = desk.post(
                "/console/cases/" + cases.getFirst() + "/reply",
                Map.of("reply", draft.group(1), "language", "ja", "after", after.group(1)));

        assertThat(sent.location()).endsWith("?said=sent");
        assertThat(CASE.matcher(desk.get("/console").body())
                        .results()
                        .map(found -> found.group(1))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void theUsualDevicePassesWithoutAQuestion() {
        Answer page = newcomer.press("usual");

        assertThat(page.raw().uri().getPath()).isEqualTo("/account");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("山田 花子");
        assertThat(mails()).isEmpty();
        assertThat(newcomer.lobby.get("/demo/trace").body()).contains("そのまま通す", "東京都付近");
    }

    @Test
    void theIntruderWithTheLeakedPasswordIsStuckAtTheCode() {
        Answer page = newcomer.press("intruder");
        Visitor intruder = newcomer.stage;

        assertThat(page.raw().uri().getPath()).isEqualTo("/reset");
        assertThat(page.status()).isEqualTo(200);
        Walk.expect(intruder.post("/reset", Map.of()), "/reset/code");
        String code = code();
        intruder.get("/reset/code");
        Answer wrong = intruder.post("/reset/code", Map.of("code", code.equals("000000") ? "000001" : "000000"));
        assertThat(wrong.status()).isNotEqualTo(303);
        Walk.expect(intruder.get("/reset/password"), "/reset/code");
        Walk.expect(intruder.get("/account"), "/signin");
        assertThat(newcomer.lobby.get("/demo/trace").body()).contains("新しいパスワードをお願いする", "サンパウロ");
    }

    @Test
    void aNewPcIsAskedForACodeAndNoSecondMailComes() {
        Answer page = newcomer.press("new_pc");
        Visitor hanako = newcomer.stage;

        assertThat(page.raw().uri().getPath()).isEqualTo("/signin/code");
        Walk.expect(hanako.post("/signin/code", Map.of("code", code())), "/done");
        assertThat(hanako.get("/done").status()).isEqualTo(200);
        assertThat(hanako.get("/account/devices").body()).contains("Edge");
        assertThat(mails()).hasSize(1);
    }

    @Test
    void theOwnerStopsTheIntruderWithOnePress() {
        Answer page = newcomer.press("was_this_you");
        Visitor hanako = newcomer.stage;

        Matcher alert = Pattern.compile("/alerts/[A-Z0-9-]+").matcher(page.body());
        assertThat(alert.find()).isTrue();
        assertThat(hanako.get(alert.group()).body()).contains("このサインインは、あなたですか", "サンパウロ");
        Walk.expect(hanako.post(alert.group(), Map.of("answer", "not_me")), alert.group());

        assertThat(hanako.get(alert.group()).body()).contains("対応が完了しました", "パスワードを使えなくしました");
    }

    @Test
    void theNumberOfTheMailInTheMailboxIsCheckedWhileTheSignInWaits() {
        Answer page = newcomer.press("genuine");
        Visitor hanako = newcomer.stage;

        assertThat(page.raw().uri().getPath()).isEqualTo("/verify-mail");
        String code = code();
        Matcher reference = REFERENCE.matcher(mails().getFirst().text());
        assertThat(reference.find()).isTrue();
        assertThat(hanako.post("/verify-mail", Map.of("number", reference.group(1)))
                        .body())
                .contains("この番号のメールは、当店が書きました", reference.group(1));
        assertThat(hanako.get("/signin").body()).contains("途中の手続きがあります");
        hanako.get("/signin/code");
        Walk.expect(hanako.post("/signin/code", Map.of("code", code)), "/done");
    }

    @Test
    void theRecoveryCodeOnPaperLeadsToANewAddressAndTheNextSceneHasTheOldOneAgain() {
        Answer page = newcomer.press("mailbox_lost");
        Visitor hanako = newcomer.stage;
        assertThat(page.raw().uri().getPath()).isEqualTo("/recover/code");
        assertThat(mails()).isEmpty();
        Matcher paper = SAVED_CODE.matcher(newcomer.lobby.get("/demo").body());
        assertThat(paper.find()).isTrue();

        Answer typed =
                hanako.post("/recover/code", Map.of("email", "hanako@example.jp", "recoveryCode", paper.group()));
        Walk.expect(typed, "/recover/address");
        hanako.get("/recover/address");
        Walk.expect(
                hanako.post("/recover/address", Map.of("newEmail", "hanako.new@example.jp")), "/recover/address/code");
        hanako.get("/recover/address/code");
        Walk.expect(hanako.post("/recover/address/code", Map.of("code", code())), "/recover/password");
        hanako.get("/recover/password");
        Walk.expect(hanako.post("/recover/password", Map.of("newPassword", "midori-no-kaze-8842-yama")), "/done");
        assertThat(hanako.get("/account").body()).contains("hanako.new@example.jp");

        assertThat(newcomer.press("usual").body()).contains("hanako@example.jp");
        assertThat(SAVED_CODE.matcher(newcomer.lobby.get("/demo").body()).find())
                .as("nobody needs it in this scene")
                .isFalse();
    }

    @Test
    void whoWasSignedOutElsewhereIsGreetedAndToldWhy() {
        Answer page = newcomer.press("ended_elsewhere");

        assertThat(page.raw().uri().getPath()).isEqualTo("/account");
        Answer asked = newcomer.stage.follow(page);
        assertThat(asked.body()).contains("山田 花子", "別の端末から終了されたため");
        Walk.expect(new Walk(server, newcomer.stage).confirm(asked, "umibe-no-asa-4817"), "/account");
    }

    @Test
    void theOwnerWhoWasAskedSaysThatThisWasWrong() {
        Answer page = newcomer.press("objection");
        Visitor ichiro = newcomer.stage;
        assertThat(page.raw().uri().getPath()).isEqualTo("/signin/code");
        Walk.expect(ichiro.post("/signin/code", Map.of("code", code())), "/done");
        assertThat(ichiro.get("/done").body()).contains("なぜ確認したのか");

        Matcher why = Pattern.compile("/account/sign-ins/[A-Z0-9-]+/why")
                .matcher(ichiro.get("/account/sign-ins").body());
        assertThat(why.find()).isTrue();
        assertThat(ichiro.get(why.group()).body()).contains("この判断はおかしい", "北海道");
        Walk.expect(ichiro.post(why.group().replace("/why", "/label"), Map.of()), why.group());
        assertThat(ichiro.get(why.group()).body()).contains("お知らせいただきました");
    }

    @Test
    void aDeletedMemberIsThereAgainInTheNextScene() {
        newcomer.press("usual");
        Visitor hanako = newcomer.stage;
        hanako.get("/account/delete");
        assertThat(hanako.post("/account/delete", Map.of("password", "umibe-no-asa-4817"))
                        .body())
                .contains("アカウントを削除しました");

        assertThat(newcomer.press("usual").body()).contains("山田 花子");
        assertThat(newcomer.stage.get("/account/sign-ins").body()).contains("iPhone");
    }

    @Test
    void theLeakedPasswordIsReplacedAtHome() {
        Answer page = newcomer.press("leaked");
        Visitor hanako = newcomer.stage;

        assertThat(page.raw().uri().getPath()).isEqualTo("/reset");
        Walk.expect(hanako.post("/reset", Map.of()), "/reset/code");
        hanako.get("/reset/code");
        Walk.expect(hanako.post("/reset/code", Map.of("code", code())), "/reset/password");
        hanako.get("/reset/password");
        Walk.expect(hanako.post("/reset/password", Map.of("newPassword", "midori-no-kaze-8842-yama")), "/done");

        assertThat(newcomer.press("usual").raw().uri().getPath()).isEqualTo("/account");
    }

    @Test
    void travelPhonePrivateWindowAndUpdatePassWithoutAQuestion() {
        for (String scene : List.of("traveller", "phone", "private_window", "updated")) {
            assertThat(newcomer.press(scene).raw().uri().getPath()).as(scene).isEqualTo("/account");
        }
        assertThat(mails())
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(mail -> mail.subject().contains("対応は不要です"));
    }

    @Test
    void theOwnerFindsTheIntruderInHerHistory() {
        newcomer.press("intruder");
        newcomer.press("usual");

        assertThat(newcomer.stage.get("/account/sign-ins").body()).contains("サンパウロ");
    }

    @Test
    void theHistoryReachesBackAndIsSeen() {
        newcomer.press("usual");

        String history = newcomer.stage.get("/account/sign-ins").body();
        assertThat(history).contains("Windows", "iPhone", "東京都付近");
        assertThat(history.split("<time", -1)).hasSizeGreaterThan(30);
    }

    @Test
    void seedingAgainChangesNothing() {
        Map<String, Long> before = counts();

        server.bean(DemoStart.class).run(new DefaultApplicationArguments());

        assertThat(counts()).isEqualTo(before);
        assertThat(before.get("account")).isEqualTo(Person.values().length);
        assertThat(before.get("decision_record")).isGreaterThan(180);
    }

    @Test
    void startingOverPutsEverythingBack() {
        Map<String, Long> before = counts();
        newcomer.press("new_pc");
        code();

        overAgain();

        assertThat(counts()).isEqualTo(before);
        assertThat(mails()).isEmpty();
        assertThat(new Visitor(server.base()).get("/demo/trace").body()).contains("まだ判断はありません");
    }

    @Test
    void aPressWithoutTheTokenOfTheLobbyDoesNothing() {
        Visitor elsewhere = new Visitor(server.base());

        assertThat(elsewhere
                        .postRaw("/demo/scenes/usual", "", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);
    }

    /// axe by WCAG 2.2 A and AA on the lobby with all its panes, before and after a scene; nothing
    /// scrolls sideways.
    @Test
    void isAccessibleOnPhoneAndDesktop() {
        List<String> faults = new ArrayList<>();
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        try (Playwright playwright = Playwright.create(options);
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox")))) {
            for (String language : List.of("ja", "en")) {
                try (BrowserContext context = browser.newContext()) {
                    Page page = context.newPage();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")) {
                            faults.add(page.url() + " " + message.text());
                        }
                    });
                    page.setViewportSize(1280, 900);
                    page.navigate(at("/demo?lang=" + language));
                    faults.addAll(Axe.faults(page, "first " + language));
                    page.locator("form[action='/demo/scenes/new_pc'] button").click();
                    page.frameLocator("iframe[src='/demo/mailbox']")
                            .locator(".mails li")
                            .first()
                            .waitFor();
                    page.navigate(at("/demo?at=code&lang=" + language));
                    faults.addAll(Axe.faults(page, "played " + language));
                    screenshot(page, "demo-desktop-" + language);
                    page.setViewportSize(375, 800);
                    page.navigate(at("/demo?at=code&lang=" + language));
                    faults.addAll(Axe.faults(page, "phone " + language));
                    screenshot(page, "demo-phone-" + language);
                    page.setViewportSize(320, 640);
                    checkWidth(page, "played " + language, faults);
                    page.navigate(at("/demo/look-back?budget=5&lang=" + language));
                    faults.addAll(Axe.faults(page, "look back " + language));
                    checkWidth(page, "look back " + language, faults);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void checkWidth(Page page, String name, List<String> faults) {
        if (Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth > 320"))) {
            faults.add(name + " scrolls sideways at 320 px");
        }
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static String at(String path) {
        return URI.create(server.base() + path).toString();
    }

    private static List<DemoMail> mails() {
        return server.bean(DemoMailbox.class).mails();
    }

    private static String code() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            for (DemoMail mail : mails()) {
                Matcher code = CODE.matcher(mail.text());
                if (code.find()) {
                    return code.group(1);
                }
            }
            pause();
        }
        throw new AssertionError("no mail with a code came");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (String table : List.of(
                "account",
                "credential",
                "credential_history",
                "device",
                "session",
                "attempt",
                "one_time_code",
                "account_history",
                "decision_record",
                "outcome_record")) {
            counts.put(
                    table,
                    server.db()
                            .sql("select count(*) from " + table)
                            .query(Long.class)
                            .single());
        }
        return counts;
    }
}
