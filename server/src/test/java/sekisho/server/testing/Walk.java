package sekisho.server.testing;

import java.util.Map;
import sekisho.server.testing.Visitor.Answer;

/// The usual ways through the pages, each from its first form to its end.
public final class Walk {
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

    public Answer signIn(String email, String password) {
        browser.get("/signin");
        return browser.post("/signin", Map.of("email", email, "password", password));
    }

    public static void expect(Answer answer, String path) {
        if (!answer.redirectsTo(path)) {
            throw new AssertionError("expected to go to " + path + " but got " + answer.status() + " "
                    + answer.location() + "\n" + answer.body());
        }
    }
}
