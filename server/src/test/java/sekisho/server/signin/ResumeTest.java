package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sekisho.server.password.Passwords;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Whoever doubts a page closes it and opens the site from an own bookmark: whichever page that is of,
/// the way goes on where it stood.
class ResumeTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";

    private static final List<String> BOOKMARKS = List.of(
            "/",
            "/signin",
            "/account",
            "/account/messages",
            "/account/sign-ins",
            "/done",
            "/signin/code",
            "/signin/code/resend",
            "/reset",
            "/reset/code",
            "/reset/code/resend",
            "/reset/password",
            "/forgot",
            "/register",
            "/register/code",
            "/register/code/resend",
            "/register/password");
    private static final Pattern HANDLE = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");

    private enum Step {
        SIGN_IN_CODE("/signin/code"),
        RESET_ASKED("/reset"),
        RESET_CODE("/reset/code"),
        FORGOT_CODE("/reset/code"),
        WHICH_ACCOUNT("/reset/account"),
        NEW_PASSWORD("/reset/password"),
        REGISTRATION_CODE("/register/code"),
        ANOTHER_ACCOUNT("/register/another"),
        FIRST_PASSWORD("/register/password");

        private final String page;

        Step(String page) {
            this.page = page;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_step_that_waits_is_reached_from_any_bookmark_and_can_be_finished(Step step) {
        String email = step == Step.REGISTRATION_CODE || step == Step.FIRST_PASSWORD
                ? TestServer.freshEmail()
                : SERVER.register().email();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        walkTo(step, browser, email);
        closeAndOpenAgain(browser);

        for (String bookmark : BOOKMARKS) {
            Answer page = browser.follow(browser.get(bookmark));
            boolean there = page.raw().uri().getPath().equals(step.page);
            assertThat(page.status()).as(bookmark).isEqualTo(200);
            assertThat(there || page.body().contains("href=\"" + step.page + "\""))
                    .as("from " + bookmark + " to " + step.page)
                    .isTrue();
        }

        finish(step, browser, email);
        assertThat(browser.get("/account").status()).isEqualTo(200);
    }

    private static void walkTo(Step step, Visitor browser, String email) {
        browser.get("/signin");
        switch (step) {
            case SIGN_IN_CODE -> Walk.expect(new Walk(SERVER, browser).signIn(email, TestServer.PASSWORD), step.page);
            case RESET_ASKED, RESET_CODE -> {
                SERVER.bean(Passwords.class).markUnsafe(Ledger.of(SERVER, email).accountId(), "OPERATOR");
                Walk.expect(new Walk(SERVER, browser).signIn(email, TestServer.PASSWORD), "/reset");
                if (step == Step.RESET_CODE) {
                    browser.get("/reset");
                    Walk.expect(browser.post("/reset", Map.of()), "/reset/code");
                }
            }
            case FORGOT_CODE, NEW_PASSWORD -> {
                Walk.expect(browser.post("/forgot", Map.of("email", email)), "/reset/code");
                if (step == Step.NEW_PASSWORD) {
                    enterCode(browser, "/reset/code", email, 2);
                }
            }
            case WHICH_ACCOUNT -> {
                Walk another = new Walk(SERVER, SERVER.visitor());
                Walk.expect(another.addAccount(email, "山田 家子", "", NEW_PASSWORD + "2"), "/done");
                new Walk(SERVER, browser).forgot(email);
            }
            case ANOTHER_ACCOUNT -> new Walk(SERVER, browser).askForAnother(email, "山田 家子");
            case REGISTRATION_CODE, FIRST_PASSWORD -> {
                Walk.expect(browser.post("/register", Map.of("email", email, "name", "山田 花子")), "/register/code");
                if (step == Step.FIRST_PASSWORD) {
                    enterCode(browser, "/register/code", email, 1);
                }
            }
        }
    }

    private static void finish(Step step, Visitor browser, String email) {
        switch (step) {
            case SIGN_IN_CODE -> enterCode(browser, "/signin/code", email, 2);
            case RESET_ASKED -> {
                browser.get("/reset");
                Walk.expect(browser.post("/reset", Map.of()), "/reset/code");
                finish(Step.RESET_CODE, browser, email);
            }
            case RESET_CODE, FORGOT_CODE -> {
                enterCode(browser, "/reset/code", email, 2);
                finish(Step.NEW_PASSWORD, browser, email);
            }
            case WHICH_ACCOUNT -> {
                Matcher handle = HANDLE.matcher(browser.get(step.page).body());
                assertThat(handle.find()).isTrue();
                Walk.expect(browser.post(step.page, Map.of("account", handle.group(1))), "/reset/password");
                choose(browser, "/reset/password");
            }
            case NEW_PASSWORD -> choose(browser, "/reset/password");
            case REGISTRATION_CODE -> {
                enterCode(browser, "/register/code", email, 1);
                choose(browser, "/register/password");
            }
            case ANOTHER_ACCOUNT -> {
                browser.get(step.page);
                Walk.expect(browser.post(step.page, Map.of("name", "山田 家子")), "/register/password");
                choose(browser, "/register/password");
            }
            case FIRST_PASSWORD -> choose(browser, "/register/password");
        }
    }

    private static void enterCode(Visitor browser, String page, String email, int mail) {
        browser.get(page);
        Answer answer = browser.post(page, Map.of("code", SERVER.mailbox().code(email, mail)));
        assertThat(answer.status()).as(answer.body()).isIn(302, 303);
    }

    private static void choose(Visitor browser, String page) {
        browser.get(page);
        Walk.expect(browser.post(page, Map.of("newPassword", NEW_PASSWORD)), "/done");
    }

    /// A browser forgets the cookies without an age when it is closed.
    private static void closeAndOpenAgain(Visitor browser) {
        browser.cookies().keySet().removeIf(name -> !name.endsWith("-attempt") && !name.endsWith("-device"));
    }
}
