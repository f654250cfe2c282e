package sekisho.server.demo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Actor;
import sekisho.server.device.DeviceCookie;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInRecords;
import sekisho.server.staff.Joining;
import sekisho.server.staff.StaffAccounts;
import sekisho.server.staff.StaffName;
import sekisho.server.staff.StaffRole;
import sekisho.server.support.Cases;
import sekisho.server.support.Inquiry;
import sekisho.server.support.Topic;

/// The support of the demo: two of the staff, who join as anybody does, each with an authenticator app, and three
/// members who have just been asked for something, as played by real browsers, and have written about it.
@Component
@Profile("demo")
class SupportDesk {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern CODE = Pattern.compile("(?:コード|[Cc]ode)[^\\n]*?([0-9]{6})");
    private static final long PAUSE_MILLIS = 50;

    private final StaffAccounts staff;
    private final Joining joining;
    private final Cast cast;
    private final CastStore store;
    private final StagedBrowsers browsers;
    private final SignInRecords records;
    private final Cases cases;
    private final DemoMailbox mailbox;
    private final Traces traces;
    private final MessageSource messages;
    private final Transactions transactions;
    private final Clock clock;
    private final Map<Agent, App> apps = new EnumMap<>(Agent.class);

    SupportDesk(
            StaffAccounts staff,
            Joining joining,
            Cast cast,
            CastStore store,
            StagedBrowsers browsers,
            SignInRecords records,
            Cases cases,
            DemoMailbox mailbox,
            Traces traces,
            MessageSource messages,
            Transactions transactions,
            Clock clock) {
        this.staff = staff;
        this.joining = joining;
        this.cast = cast;
        this.store = store;
        this.browsers = browsers;
        this.records = records;
        this.cases = cases;
        this.mailbox = mailbox;
        this.traces = traces;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Who works here.
    enum Agent {
        SAKURA(StaffRole.ACT, "hashi-no-mukou-6153"),
        MORI(StaffRole.LEAD, "yama-no-shita-8264");

        private final StaffRole role;
        private final String password;

        Agent(StaffRole role, String password) {
            this.role = role;
            this.password = password;
        }

        /// The name of the account.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Stands on the page of the lobby.
        String password() {
            return password;
        }
    }

    /// The authenticator app of one of the staff.
    private static final class App {
        private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP);
        private final SecretKeySpec secret;
        private long used;

        private App(String key) {
            secret = new SecretKeySpec(new Base32().decode(key.replace(" ", "")), "RAW");
        }

        private String code(long step) {
            try {
                return generator.generateOneTimePasswordString(
                        secret, Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
            } catch (InvalidKeyException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /// Lets both of the staff join, and the members write, unless some of them wait already.
    void open() {
        for (Agent agent : Agent.values()) {
            apps.put(agent, join(agent));
        }
        if (cases.countWaiting(null, null) == 0) {
            fill();
        }
    }

    private App join(Agent agent) {
        Actor operator = Actor.operator("demo");
        StaffName name = StaffName.parse(agent.key()).orElseThrow();
        AccountToken token = joining.begin(
                        agent.key(), staff.invite(name, agent.role, operator).code())
                .orElseThrow();
        if (!(joining.choose(token, RawPassword.of(agent.password)) instanceof Joining.Chosen.Taken)) {
            throw new IllegalStateException(agent + " can't join");
        }
        App app = new App(joining.find(token, Locale.JAPANESE).orElseThrow().key());
        app.used = now();
        if (!joining.prove(token, app.code(app.used))) {
            throw new IllegalStateException(agent + " has another clock");
        }
        return app;
    }

    /// What the app of one of the staff shows now, or next if that is used.
    synchronized String code(Agent agent) {
        App app = Objects.requireNonNull(apps.get(agent));
        return app.code(Math.max(app.used + 1, now()));
    }

    /// Signs one of the staff in: password and one-time password, over the page. Who signs in often waits for the next
    /// code, as at any phone.
    ///
    /// @return the cookies that the server gave
    synchronized Map<String, String> signIn(Agent agent, Locale locale) {
        App app = Objects.requireNonNull(apps.get(agent));
        StagedBrowser browser = browsers.browser(locale);
        long step = Math.max(app.used + 1, now());
        // A server takes the code of the next half minute, too.
        await(() -> step <= now() + 1);
        if (!browser.enterConsole(agent.key(), agent.password, app.code(step))) {
            throw new IllegalStateException(agent + " can't sign in");
        }
        app.used = step;
        return browser.given();
    }

    private long now() {
        return clock.instant().getEpochSecond() / STEP.toSeconds();
    }

    /// Makes the three cases: each member signs in and is asked for something, then writes.
    void fill() {
        write(Scene.LEAKED, Topic.RESET, Locale.JAPANESE, "demo.desk.case.reset");
        write(Scene.TRAVELLER, Topic.CODE, Locale.JAPANESE, "demo.desk.case.code");
        write(Scene.OBJECTION, Topic.SIGN_IN, Locale.ENGLISH, "demo.desk.case.sign_in");
        cast.settle(Person.HANAKO, Person.HANAKO.password(), null);
        // What follows on the stage begins with an empty mailbox.
        await(() -> store.countQueued() == 0);
        mailbox.clear();
        traces.startOver();
    }

    private void write(Scene scene, Topic topic, Locale locale, String text) {
        Instant before = clock.instant();
        DeviceCookie device = cast.settle(scene.person(), scene.password(), scene.recognisedAs());
        StagedBrowser browser = browsers.browser(scene, device, locale);
        browser.open(browser.signIn(scene.person().email().text(), scene.password()));
        CastStore.Found found = store.findLatest(before).orElseThrow();
        Decided decided = records.find(found.accountId(), found.attemptId()).orElseThrow();
        if (topic == Topic.SIGN_IN) {
            browser.enterCode(code(decided.reference()));
        }
        transactions.inOne(
                decided.accountId(),
                () -> cases.inquire(
                        decided.accountId(),
                        new Inquiry(
                                topic,
                                decided.reference(),
                                decided.attemptId(),
                                null,
                                true,
                                locale,
                                messages.getMessage(text, null, locale))));
    }

    private String code(String reference) {
        await(() -> mailbox.mails().stream().anyMatch(mail -> mail.text().contains(reference)));
        return mailbox.mails().stream()
                .filter(mail -> mail.text().contains(reference))
                .map(mail -> CODE.matcher(mail.text()))
                .filter(Matcher::find)
                .map(code -> code.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void await(BooleanSupplier done) {
        try {
            for (long waited = 0; !done.getAsBoolean(); waited += PAUSE_MILLIS) {
                if (waited > PATIENCE.toMillis()) {
                    throw new IllegalStateException("the demo waits in vain");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
