package sekisho.server.testing;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import sekisho.server.audit.Actor;
import sekisho.server.platform.AccountToken;
import sekisho.server.staff.StaffAccounts;
import sekisho.server.staff.StaffAccounts.Invitation;
import sekisho.server.staff.StaffName;
import sekisho.server.staff.StaffRole;
import sekisho.server.testing.Visitor.Answer;

/// One of the staff with his browser and the app on his phone.
public final class Agent {
    /// A password that keeps every rule and is on no list.
    public static final String PASSWORD = "hashi-no-shita-no-neko-88";

    private static final String SESSION = "sekisho-staff";
    private static final Pattern KEY = Pattern.compile("((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestServer server;
    private final String name;
    private final Visitor browser;
    private byte[] key = {};

    private Agent(TestServer server, String name) {
        this.server = server;
        this.name = name;
        this.browser = server.visitor();
    }

    /// Somebody new who has an invitation, which isn't used yet.
    public static Agent invited(TestServer server) {
        return new Agent(server, "agent " + COUNT.incrementAndGet());
    }

    /// Somebody new who has joined in that role, and isn't signed in.
    public static Agent joined(TestServer server, StaffRole role) {
        Agent agent = invited(server);
        agent.join(agent.invite(role));
        return agent;
    }

    /// Somebody new of that role who is signed in.
    public static Agent signedIn(TestServer server, StaffRole role) {
        Agent agent = joined(server, role);
        Walk.expect(agent.signIn(), "/console");
        return agent;
    }

    public String name() {
        return name;
    }

    public Visitor browser() {
        return browser;
    }

    public UUID id() {
        return server.db()
                .sql("select staff_id from staff where name = :name")
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    public Invitation invite(StaffRole role) {
        return accounts().invite(StaffName.parse(name).orElseThrow(), role, Actor.operator("tester"));
    }

    public void disable() {
        accounts().disable(StaffName.parse(name).orElseThrow(), Actor.operator("tester"));
    }

    /// Uses an invitation, from its code to the proof of the app.
    public void join(Invitation invitation) {
        browser.get("/console/join");
        Walk.expect(
                browser.post("/console/join", Map.of("name", name, "code", invitation.code())),
                "/console/join/password");
        browser.get("/console/join/password");
        Walk.expect(browser.post("/console/join/password", Map.of("newPassword", PASSWORD)), "/console/join/app");
        scan(browser.get("/console/join/app"));
        Walk.expect(browser.post("/console/join/app", Map.of("code", code(0))), "/console/sign-in");
    }

    /// Takes the key from the page into the app.
    public void scan(Answer page) {
        Matcher text = KEY.matcher(page.body());
        if (!text.find()) {
            throw new AssertionError("no key on the page\n" + page.body());
        }
        key = new Base32().decode(text.group(1).replace(" ", ""));
    }

    public byte[] key() {
        return key.clone();
    }

    /// What the app shows that many steps of half a minute from now.
    public String code(int steps) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(key, "RAW"),
                            Instant.now().plus(Duration.ofSeconds(30L * steps)),
                            Locale.ROOT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Signs in as if no code had been used yet.
    public Answer signIn() {
        forgetCodes();
        return signIn(name, PASSWORD, code(0));
    }

    public Answer signIn(String typedName, String password, String code) {
        Visitor.Answer form = browser.get("/console/sign-in");
        if (form.status() != 200) {
            return form;
        }
        Answer answer = browser.post("/console/sign-in", Map.of("name", typedName, "password", password, "code", code));
        takeToken();
        return answer;
    }

    /// Takes the new token against forged forms from the one page that everybody may see.
    private void takeToken() {
        String session = browser.cookies().remove(SESSION);
        browser.get("/console/sign-in");
        if (session != null) {
            browser.cookies().put(SESSION, session);
        }
    }

    /// As if no code had been used yet.
    public void forgetCodes() {
        change("update staff set totp_step = 0 where staff_id = :id");
    }

    /// As if nobody had guessed yet.
    public void forgetGuesses(String purpose) {
        change("delete from budget where account_id = :id and purpose like '" + purpose + "/%'");
    }

    public void change(String sql) {
        server.db().sql(sql).param("id", id()).update();
    }

    /// The cookie of a session that was opened by other means than the pages.
    public static String session(TestServer server, UUID staffId) {
        AccountToken token = AccountToken.random(staffId);
        server.db()
                .sql("insert into staff_session (staff_id, session_id, token_hash, browser_hash) values (?, ?, ?, '')")
                .params(staffId, UUID.randomUUID(), token.token().hash())
                .update();
        return token.text();
    }

    private StaffAccounts accounts() {
        return server.bean(StaffAccounts.class);
    }
}
