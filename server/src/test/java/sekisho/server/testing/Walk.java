package sekisho.server.testing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sekisho.server.testing.Visitor.Answer;

/// The usual ways through the pages, each from its first form to its end.
public final class Walk {
    private static final Pattern REFERENCE = Pattern.compile("\\b[2-9A-HJ-NP-Z]{2}-[2-9A-HJ-NP-Z]{4}\\b");
    private static final Pattern HANDLE = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");

    private static final Pattern RETURN_TO = Pattern.compile("name=\"return_to\" value=\"([^\"]+)\"");

    private final TestServer server;
    private final Visitor browser;

    public Walk(TestServer server, Visitor browser) {
        this.server = server;
        this.browser = browser;
    }

    public Answer register(String email, String name, String password) {
        browser.get("/register");
        expect(browser.post("/register", Map.of("email", email, "name", name)), "/register/code");
        browser.get("/register/code");
        expect(browser.post("/register/code", Map.of("code", server.mailbox().code(email, 1))), "/register/password");
        browser.get("/register/password");
        Answer done = browser.post("/register/password", Map.of("newPassword", password));
        expect(done, "/done");
        return done;
    }

    /// One more account on an address that has some: mailbox proved, named and labelled, password chosen.
    public Answer addAccount(String email, String name, String label, String password) {
        askForAnother(email, name);
        expect(browser.post("/register/another", Map.of("name", name, "label", label)), "/register/password");
        browser.get("/register/password");
        return browser.post("/register/password", Map.of("newPassword", password));
    }

    /// Proves the mailbox of a taken address, up to the page that shows its accounts.
    public Answer askForAnother(String email, String name) {
        allowMails(email);
        browser.get("/register");
        expect(browser.post("/register", Map.of("email", email, "name", name)), "/register/code");
        expect(browser.post("/register/code", Map.of("code", code(email, "/register/code"))), "/register/another");
        return browser.get("/register/another");
    }

    /// "I forgot my password", up to the page that comes after the code.
    public Answer forgot(String email) {
        allowMails(email);
        browser.get("/forgot");
        expect(browser.post("/forgot", Map.of("email", email)), "/reset/code");
        return browser.follow(browser.post("/reset/code", Map.of("code", code(email, "/reset/code"))));
    }

    private String code(String email, String page) {
        return server.mailbox().codeFor(email, reference(browser.get(page).body()));
    }

    /// The first reference number that stands on a page.
    public static String reference(String page) {
        Matcher reference = REFERENCE.matcher(page);
        if (!reference.find()) {
            throw new AssertionError("no reference number on\n" + page);
        }
        return reference.group();
    }

    private void allowMails(String email) {
        Ledger.of(server, email).allowMails();
    }

    /// With the plain form, also where the browser is greeted by name.
    public Answer signIn(String email, String password) {
        browser.get("/signin?another=true");
        return browser.post("/signin", Map.of("email", email, "password", password));
    }

    /// The same for somebody who reads the mails: a code that is asked for is typed.
    public Answer signInByMail(String email, String password) {
        Answer answer = signIn(email, password);
        return answer.redirectsTo("/signin/code")
                ? browser.post("/signin/code", Map.of("code", code(email, "/signin/code")))
                : answer;
    }

    /// With the password alone, as the account that the browser is greeted as.
    public Answer confirm(String password) {
        return confirm(browser.open("/signin"), password);
    }

    /// With the password alone, on a page that asks for it.
    public Answer confirm(Answer page, String password) {
        Matcher account = HANDLE.matcher(page.body());
        if (!account.find()) {
            throw new AssertionError("nobody is greeted\n" + page.body());
        }
        Matcher returnTo = RETURN_TO.matcher(page.body());
        return browser.post(
                "/signin/confirm",
                Map.of(
                        "account",
                        account.group(1),
                        "password",
                        password,
                        "stay",
                        "true",
                        "return_to",
                        returnTo.find() ? returnTo.group(1) : ""));
    }

    public Answer signOut() {
        browser.get("/account");
        return browser.post("/signout", Map.of());
    }

    public static void expect(Answer answer, String path) {
        if (!answer.redirectsTo(path)) {
            throw new AssertionError("expected to go to " + path + " but got " + answer.status() + " "
                    + answer.location() + "\n" + answer.body());
        }
    }
}
