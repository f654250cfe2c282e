package sekisho.server.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Observation;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.Details;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.demo.Person.Visit;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.Passwords;
import sekisho.server.password.Prepared;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.StartupRefused;
import sekisho.server.platform.Transactions;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.risk.PopulationCounts;

/// The members of the demo, each with 180 days behind them. Every sign-in of the past was judged by the
/// engine as it would have been on its day; nothing of it is made up but who came, when, from where and
/// with what.
@Component
@Profile("demo")
class Cast {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<Authenticator> MAILBOX = Set.of(Authenticator.EMAIL_CODE);
    private static final Duration BEFORE = Duration.ofDays(Person.DAYS + 1);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Devices devices;
    private final Browsers browsers;
    private final Places places;
    private final SignInRecords records;
    private final RecoveryCodes recoveryCodes;
    private final PopulationCounts population;
    private final CastStore store;
    private final Transactions transactions;
    private final Clock clock;
    private final RiskEngine engine = new RiskEngine();
    private final Map<Person, Life> lives = new ConcurrentHashMap<>();

    Cast(
            Accounts accounts,
            Passwords passwords,
            Devices devices,
            Browsers browsers,
            Places places,
            SignInRecords records,
            RecoveryCodes recoveryCodes,
            PopulationCounts population,
            CastStore store,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.devices = devices;
        this.browsers = browsers;
        this.places = places;
        this.records = records;
        this.recoveryCodes = recoveryCodes;
        this.population = population;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// One sign-in of the past and what was thought of it.
    ///
    /// @param before what was remembered of the member before it
    private record Lived(
            Visit visit, Evidence evidence, AccountHistory before, Assessment assessment, Decision decision) {}

    /// What lies behind a member.
    private record Life(List<Lived> signIns, AccountHistory history) {}

    /// Refuses to play in a database that belongs to somebody else.
    void requireOwnHouse() {
        boolean empty = store.countAccounts() == 0;
        if (!empty && accounts.find(Person.HANAKO.id()).isEmpty()) {
            throw new StartupRefused("The demo would play in a database that has members of its own: give it another"
                    + " one (--data-dir, SPRING_DATASOURCE_URL), or start with serve.");
        }
    }

    /// Whether all members are there already.
    boolean isThere() {
        return Arrays.stream(Person.values())
                .allMatch(person -> accounts.find(person.id()).isPresent());
    }

    /// Makes a member, unless he is there already.
    ///
    /// @return how many sign-ins now lie behind him; 0 if nothing was done
    int seed(Person person) {
        if (accounts.find(person.id()).isPresent()) {
            return 0;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        LoginIdentity found = accounts.lookUp(person.email());
        LoginIdentity address = found.exists() ? found : new LoginIdentity(person.id(), Accounts.newSalt(), List.of());
        HashedPassword hashed = prepare(person, address, person.password());
        Life life = live(person, now);
        lives.put(person, life);
        transactions.inOne(() -> {
            boolean free = accounts.create(
                    person.id(),
                    person.email(),
                    address.salt(),
                    person.fullName(),
                    person.kana(),
                    null,
                    Locale.JAPANESE);
            if (!free) {
                throw new StartupRefused("The demo needs " + person.email().text()
                        + ", which is somebody else's in this database: give it another one (--data-dir).");
            }
            accounts.setLabel(person.id(), person.label());
            store.backdateAccount(person.id(), now.minus(BEFORE));
            furnish(person, life, hashed, null);
            write(person, life);
            return person;
        });
        population.countPast(life.signIns.stream()
                .map(lived -> Observation.of(lived.evidence, lived.before, Population.empty()))
                .toList());
        return life.signIns.size();
    }

    /// Puts a member back as he was, with his records of the past and no others.
    void startOver(Person person) {
        settle(person, person.password(), null);
        transactions.inOne(() -> {
            accounts.lock(person.id());
            store.wipeRecords(person.id());
            write(person, life(person));
            return person;
        });
    }

    /// Puts a member back as he was, with this password. His records stay: what was played before is
    /// seen in his sign-in history.
    ///
    /// @param recognisedAs whose token the browser of the scene holds; `null` for none
    /// @return the device cookie of that browser
    DeviceCookie settle(Person person, String password, @Nullable Gear recognisedAs) {
        seed(person);
        Account account = transactions.inOne(() -> {
            Account found = accounts.lock(person.id()).orElseThrow();
            store.wipeState(person.id());
            putBackDetails(person, found);
            return found;
        });
        LoginIdentity address = accounts.addressOf(account);
        store.wipeBudgets(address.accountId());
        HashedPassword hashed = prepare(person, address, password);
        return transactions.inOne(() -> {
            accounts.lock(person.id());
            store.wipeState(person.id());
            return furnish(person, life(person), hashed, recognisedAs);
        });
    }

    /// Makes a set of recovery codes for a member.
    ///
    /// @return the one that he has on paper
    String saveRecoveryCode(Person person) {
        return transactions.inOne(() -> {
            accounts.lock(person.id());
            return recoveryCodes.make(person.id()).getFirst().text();
        });
    }

    /// What a newcomer may have changed on the member's own pages.
    private void putBackDetails(Person person, Account account) {
        accounts.changeDetails(person.id(), new Details(person.fullName(), person.kana(), null), Locale.JAPANESE);
        accounts.setLabel(person.id(), null);
        if (!account.email().equals(person.email().text()) && !accounts.changeEmail(person.id(), person.email())) {
            throw new IllegalStateException(person.email().text() + " belongs to somebody else now");
        }
    }

    private DeviceCookie furnish(Person person, Life life, HashedPassword hashed, @Nullable Gear recognisedAs) {
        passwords.store(person.id(), hashed);
        store.putHistory(person.id(), life.history.toBytes());
        DeviceCookie cookie = new DeviceCookie(List.of());
        for (Gear gear : person.gears()) {
            List<Visit> visits = life.signIns.stream()
                    .map(Lived::visit)
                    .filter(visit -> visit.gear() == gear)
                    .toList();
            Devices.Remembered device = devices.remember(
                    person.id(), null, browsers.read(gear.at(visits.getLast().address())));
            store.backdateDevice(
                    person.id(),
                    device.deviceId(),
                    visits.getFirst().at(),
                    visits.getLast().at());
            if (gear == recognisedAs) {
                cookie = cookie.with(Objects.requireNonNull(device.token(), "a new device has a token"));
            }
        }
        return cookie;
    }

    private void write(Person person, Life life) {
        for (Lived lived : life.signIns) {
            UUID attempt = UUID.randomUUID();
            records.write(new Decided(
                    person.id(),
                    attempt,
                    ReferenceNumber.random(),
                    AttemptKind.SIGN_IN,
                    lived.decision.name(),
                    lived.evidence,
                    lived.assessment,
                    population.at(clock.instant()).policy().version(),
                    RiskEngine.VERSION,
                    MAILBOX));
            if (lived.decision instanceof Decision.Challenge) {
                records.outcome(person.id(), attempt, Outcome.CODE_SENT, null);
                records.outcome(person.id(), attempt, Outcome.PROVED, null);
            }
            records.outcome(person.id(), attempt, Outcome.SIGNED_IN, null);
        }
        store.backdateRecords(person.id());
    }

    private Life life(Person person) {
        return lives.computeIfAbsent(
                person,
                who -> live(
                        who, accounts.find(who.id()).orElseThrow().createdAt().plus(BEFORE)));
    }

    private Life live(Person person, Instant until) {
        awaitPlaces();
        List<Lived> signIns = new ArrayList<>();
        Set<Gear> known = new HashSet<>();
        AccountHistory history = AccountHistory.empty();
        Policy policy = population.at(clock.instant()).policy();
        for (Visit visit : person.visits(until)) {
            Evidence evidence = new Evidence(
                    visit.at(),
                    places.find(visit.address()),
                    browsers.read(visit.gear().at(visit.address())),
                    known.add(visit.gear()) ? DeviceRecognition.UNKNOWN : DeviceRecognition.RECOGNISED,
                    new Evidence.Credential(true, false, false),
                    Evidence.Counters.NONE);
            Assessment assessment = engine.assess(evidence, history, Population.empty());
            Decision decision = policy.decide(assessment, evidence.credential(), MAILBOX);
            signIns.add(new Lived(visit, evidence, history, assessment, decision));
            history = history.learn(evidence, Population.empty());
        }
        return new Life(List.copyOf(signIns), history);
    }

    /// Without places the past would have happened nowhere.
    private void awaitPlaces() {
        try {
            if (!places.awaitLoaded(PATIENCE)) {
                throw new IllegalStateException("the place data isn't read after " + PATIENCE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private HashedPassword prepare(Person person, LoginIdentity address, String password) {
        return switch (passwords.prepare(person.id(), address, RawPassword.of(password), Lane.UNKNOWN)) {
            case Prepared.Ready ready -> ready.hashed();
            case Prepared.UsedBefore used ->
                throw new IllegalStateException("the password of " + person + " was not put away");
            case Prepared.OfSibling ofSibling ->
                throw new IllegalStateException("the password of " + person + " is that of another account");
            case Prepared.TooMany tooMany ->
                throw new IllegalStateException("the password of " + person + " was chosen too often");
            case Prepared.Busy busy -> throw new IllegalStateException("too many passwords are being checked");
        };
    }
}
