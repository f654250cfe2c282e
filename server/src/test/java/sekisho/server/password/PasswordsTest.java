package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import sekisho.server.account.LoginIdentity;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;
import sekisho.server.testing.TestDatabase;

/// On a real PostgreSQL, with hashes that cost little.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordsTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(16, 1, 1);
    private static final Argon2Cost DEARER = new Argon2Cost(32, 2, 1);
    private static final RawPassword GOOD = RawPassword.of("ゆきの朝に咲く花");
    private static final RawPassword OTHER = RawPassword.of("別の言葉を三つ");

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @ComponentScan("sekisho.server.hotstate")
    static class Budgets {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        DataSourceTransactionManager transactionManager(DataSource database) {
            return new DataSourceTransactionManager(database);
        }

        @Bean
        JdbcClient jdbcClient(DataSource database) {
            return JdbcClient.create(database);
        }
    }

    @TempDir
    static Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final byte[] salt = new byte[16];
    private TestDatabase database;
    private AnnotationConfigApplicationContext budgets;
    private BreachedPasswords breached;
    private Passwords passwords;

    @BeforeAll
    void start() throws Exception {
        new SecureRandom().nextBytes(salt);
        database = TestDatabase.fresh();
        budgets = new AnnotationConfigApplicationContext();
        budgets.registerBean(DataSource.class, database::dataSource);
        budgets.register(Budgets.class);
        budgets.refresh();
        Path list = directory.resolve("leaked.list");
        try (BreachedListBuilder builder = new BreachedListBuilder(list)) {
            builder.read(
                    "test", new java.io.ByteArrayInputStream("leaked-long-ago\n".getBytes()), (lines, bytes) -> {});
            builder.finish();
        }
        breached = new BreachedPasswords(list, directory);
        passwords = passwords(CHEAP, directory);
    }

    @AfterAll
    void stop() throws Exception {
        breached.close();
        budgets.close();
        database.close();
    }

    private Passwords passwords(Argon2Cost cost, Path keys) {
        return new Passwords(
                new CredentialStore(database.jdbc()),
                budgets.getBean(GuessBudgets.class),
                ServerKeys.in(keys),
                new Argon2(meters),
                new HashGate(8, 2, 1_000, 60_000, 60_000),
                cost,
                breached);
    }

    private UUID accountWith(RawPassword password) {
        UUID account = UUID.randomUUID();
        choose(account, password);
        return account;
    }

    private void choose(UUID account, RawPassword password) {
        Prepared prepared = prepare(account, salt, password, Lane.UNKNOWN);
        assertThat(prepared).isInstanceOf(Prepared.Ready.class);
        database.transactions()
                .executeWithoutResult(status -> passwords.store(account, ((Prepared.Ready) prepared).hashed()));
    }

    private static LoginIdentity alone(UUID account, byte[] salt) {
        return new LoginIdentity(account, salt, List.of(account));
    }

    private Verification verify(UUID account, byte[] salt, RawPassword password, Lane lane) {
        return verify(passwords, account, salt, password, lane);
    }

    private static Verification verify(
            Passwords passwords, UUID account, byte[] salt, RawPassword password, Lane lane) {
        return passwords.verify(alone(account, salt), List.of(new Passwords.Candidate(account, lane)), password);
    }

    private Prepared prepare(UUID account, byte[] salt, RawPassword password, Lane lane) {
        return passwords.prepare(account, alone(account, salt), password, lane);
    }

    private static Lane freshLane() {
        return Lane.device(UUID.randomUUID());
    }

    private double hashes() {
        return meters.counter("sekisho.password.hashes").count();
    }

    @Test
    void theRightPasswordIsRightAndAnyOtherIsWrong() {
        UUID account = accountWith(GOOD);

        assertThat(verify(account, salt, GOOD, freshLane())).isInstanceOf(Verification.Right.class);
        assertThat(verify(account, salt, OTHER, freshLane())).isInstanceOf(Verification.Wrong.class);
        assertThat(verify(account, salt, RawPassword.of("ゆきの朝に咲く花".repeat(40)), freshLane()))
                .isInstanceOf(Verification.Wrong.class);
    }

    @Test
    void theSamePasswordOnTwoAccountsIsStoredDifferently() {
        accountWith(GOOD);
        accountWith(GOOD);

        assertThat(database.jdbc()
                        .sql("select count(*) - count(distinct encoded) from credential")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// K42: the work at sign-in tells nothing about the account or the password.
    @Test
    void everyAttemptCostsExactlyOneHash() {
        UUID account = accountWith(GOOD);
        UUID locked = accountWith(GOOD);
        while (!(verify(locked, salt, OTHER, Lane.UNKNOWN) instanceof Verification.TooMany)) {
            // Another wrong guess.
        }

        assertThat(hashesFor(() -> verify(account, salt, GOOD, freshLane()))).isOne();
        assertThat(hashesFor(() -> verify(account, salt, OTHER, freshLane()))).isOne();
        assertThat(hashesFor(() -> verify(UUID.randomUUID(), salt, OTHER, freshLane())))
                .isOne();
        assertThat(hashesFor(() -> verify(account, salt, RawPassword.of(""), freshLane())))
                .isOne();
        assertThat(hashesFor(() -> verify(account, salt, RawPassword.of("x".repeat(100_000)), freshLane())))
                .isOne();
        assertThat(hashesFor(() -> verify(locked, salt, OTHER, Lane.UNKNOWN))).isOne();
        assertThat(hashesFor(() -> verify(locked, salt, GOOD, Lane.UNKNOWN))).isOne();
    }

    private int hashesFor(Runnable attempt) {
        double before = hashes();
        attempt.run();
        return (int) (hashes() - before);
    }

    /// K20
    @Test
    void twoHundredWrongGuessesAtOnceDoNotGetPastTheLimit() throws Exception {
        UUID account = accountWith(GOOD);
        double before = hashes();

        Map<Class<?>, Long> answers = atOnce(200, () -> verify(account, salt, OTHER, Lane.UNKNOWN));

        int limit = GuessBudgets.Purpose.PASSWORD.limits().getFirst().most();
        List<Integer> counted = database.jdbc()
                .sql("select used from budget where account_id = :account and purpose like 'PASSWORD/PT1H%'")
                .param("account", account)
                .query((row, number) -> row.getInt("used"))
                .list();
        assertThat(counted).allMatch(used -> used <= limit);
        assertThat(answers.get(Verification.Wrong.class))
                .isEqualTo(counted.stream().mapToLong(used -> used).sum());
        assertThat(answers.keySet()).containsOnly(Verification.Wrong.class, Verification.TooMany.class);
        assertThat(hashes() - before).isEqualTo(200);
        assertThat(verify(account, salt, GOOD, freshLane()))
                .as("the owner's device is not locked out")
                .isInstanceOf(Verification.Right.class);
    }

    /// K21
    @Test
    void twentyRightSignInsAtOnceFromAKnownDeviceAllSucceed() throws Exception {
        UUID account = accountWith(GOOD);
        Lane device = freshLane();

        assertThat(atOnce(20, () -> verify(account, salt, GOOD, device)))
                .isEqualTo(Map.of(Verification.Right.class, 20L));
        assertThat(budgets.getBean(GuessBudgets.class).left(account, GuessBudgets.Purpose.PASSWORD, device))
                .as("right passwords are no guesses")
                .isEqualTo(GuessBudgets.Purpose.PASSWORD.limits().getFirst().most());
    }

    private static Map<Class<?>, Long> atOnce(int threads, java.util.concurrent.Callable<Verification> attempt)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Verification>> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return attempt.call();
                }));
            }
            start.countDown();
        }
        List<Verification> all = new ArrayList<>();
        for (Future<Verification> answer : answers) {
            all.add(answer.get());
        }
        return all.stream().collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
    }

    /// K58: long passphrases in any script count to their last character.
    @Test
    void anyOneChangedCharacterMakesAPasswordWrong() {
        List<String> passphrases = List.of(
                "あさひがのぼるうみべのみちをひとりであるいてかえる",
                "🗝️🏯⛩️🎏🗾🍱🎐",
                "correct horse battery staple, and then some more words to pass seventy-two bytes",
                "関所を越えてゆく旅人の荷物は軽くて、宿はいつも川のむこうにあったという話です。");
        for (String passphrase : passphrases) {
            UUID account = accountWith(RawPassword.of(passphrase));
            List<Integer> points = passphrase.codePoints().boxed().toList();
            for (int i = 0; i < points.size(); i++) {
                for (int other : List.of((int) 'x', (int) 'ん', 0x1F511)) {
                    List<Integer> changed = new ArrayList<>(points);
                    changed.set(i, other);
                    if (!changed.equals(points)) {
                        assertThat(verify(account, salt, password(changed), freshLane()))
                                .as("%s with %s at %d", passphrase, Character.toString(other), i)
                                .isInstanceOf(Verification.Wrong.class);
                    }
                }
            }
            assertThat(verify(account, salt, password(points.subList(0, points.size() - 1)), freshLane()))
                    .isInstanceOf(Verification.Wrong.class);
            assertThat(verify(account, salt, RawPassword.of(passphrase + "x"), freshLane()))
                    .isInstanceOf(Verification.Wrong.class);
            assertThat(verify(account, salt, RawPassword.of(passphrase), freshLane()))
                    .isInstanceOf(Verification.Right.class);
        }
    }

    private static RawPassword password(List<Integer> points) {
        return RawPassword.of(points.stream().map(Character::toString).collect(Collectors.joining()));
    }

    @Test
    void newParametersReachAMemberAtTheNextRightSignIn() {
        UUID account = accountWith(GOOD);
        Passwords dearer = passwords(DEARER, directory);

        assertThat(hashesFor(() -> verify(dearer, account, salt, OTHER, freshLane())))
                .as("a wrong password costs the one hash")
                .isOne();
        Verification first = verify(dearer, account, salt, GOOD, freshLane());
        assertThat(dearer.isCurrent(account, first)).isTrue();

        assertThat(stored(account)).allMatch(encoded -> encoded.contains("$m=32,t=2,p=1$"));
        assertThat(hashesFor(() -> verify(dearer, account, salt, GOOD, freshLane())))
                .isOne();
        assertThat(dearer.prepare(account, alone(account, salt), GOOD, Lane.UNKNOWN))
                .isInstanceOf(Prepared.UsedBefore.class);
    }

    @Test
    void aNewServerKeyReachesAMemberAtTheNextRightSignInWithoutAnotherHash() throws Exception {
        UUID account = accountWith(GOOD);
        Path rotated = copyOfKeys();
        try (Stream<Path> keys = Files.walk(rotated)) {
            Path k1 = keys.filter(file -> file.getFileName().toString().startsWith("k1"))
                    .findFirst()
                    .orElseThrow();
            Path k2 = k1.resolveSibling(k1.getFileName().toString().replace("k1", "k2"));
            Files.copy(k1, k2, StandardCopyOption.COPY_ATTRIBUTES);
            String hex = Files.readString(k2);
            Files.writeString(k2, hex.replace(hex.charAt(0), hex.charAt(0) == 'a' ? 'b' : 'a'));
        }
        Passwords newKey = passwords(CHEAP, rotated);

        assertThat(hashesFor(() -> verify(newKey, account, salt, GOOD, freshLane())))
                .isOne();
        assertThat(stored(account)).allMatch(encoded -> encoded.contains("$k=k2$"));
        assertThat(verify(newKey, account, salt, GOOD, freshLane())).isInstanceOf(Verification.Right.class);

        assertThatThrownBy(() -> verify(account, salt, GOOD, freshLane()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("server key k2 is missing");
        assertThat(prepare(account, salt, OTHER, Lane.UNKNOWN))
                .as("a lost key doesn't keep members from a new password")
                .isInstanceOf(Prepared.Ready.class);
    }

    private Path copyOfKeys() throws Exception {
        Path copy = Files.createTempDirectory(directory, "rotated");
        try (Stream<Path> files = Files.walk(directory.resolve("keys"))) {
            for (Path file : files.toList()) {
                Path target = copy.resolve("keys")
                        .resolve(directory.resolve("keys").relativize(file).toString());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private List<String> stored(UUID account) {
        return database.jdbc()
                .sql("""
                        select encoded from credential where account_id = :account
                        union all
                        select encoded from credential_history where account_id = :account
                        """)
                .param("account", account)
                .query((row, number) -> row.getString("encoded"))
                .list();
    }

    @Test
    void theLastTwentyFourPasswordsAreNotTakenAgain() {
        UUID account = UUID.randomUUID();
        List<RawPassword> chosen = IntStream.range(0, 25)
                .mapToObj(i -> RawPassword.of("たびのやど " + i))
                .toList();
        chosen.forEach(password -> choose(account, password));

        for (RawPassword remembered : chosen.subList(1, 25)) {
            assertThat(prepare(account, salt, remembered, Lane.UNKNOWN)).isInstanceOf(Prepared.UsedBefore.class);
        }
        assertThat(prepare(account, salt, chosen.getFirst(), Lane.UNKNOWN)).isInstanceOf(Prepared.Ready.class);
        assertThat(hashesFor(() -> prepare(account, salt, OTHER, Lane.UNKNOWN)))
                .as("however many are remembered")
                .isOne();
    }

    @Test
    void rememberedPasswordsUnderAnOlderSaltAndOlderParametersAreStillFound() {
        UUID account = accountWith(GOOD);
        byte[] newSalt = new byte[16];

        assertThat(passwords(DEARER, directory).prepare(account, alone(account, newSalt), GOOD, Lane.UNKNOWN))
                .isInstanceOf(Prepared.UsedBefore.class);
        assertThat(verify(account, newSalt, GOOD, freshLane())).isInstanceOf(Verification.Right.class);
        assertThat(verify(account, newSalt, GOOD, freshLane())).isInstanceOf(Verification.Right.class);
    }

    @Test
    void aPasswordThatLeakedOrWasDeclaredUnsafeSaysSoUntilItIsReplaced() {
        UUID account = accountWith(RawPassword.of("leaked-long-ago"));
        passwords.markUnsafe(account, "operator");

        assertThat(verify(account, salt, RawPassword.of("leaked-long-ago"), freshLane()))
                .isInstanceOfSatisfying(Verification.Right.class, right -> {
                    assertThat(right.breached()).isTrue();
                    assertThat(right.unsafeCause()).isEqualTo("operator");
                });
        choose(account, GOOD);
        assertThat(verify(account, salt, GOOD, freshLane())).isInstanceOfSatisfying(Verification.Right.class, right -> {
            assertThat(right.breached()).isFalse();
            assertThat(right.unsafeCause()).isNull();
        });
    }

    @Test
    void aPasswordThatWasReplacedMeanwhileIsNoLongerCurrent() {
        UUID account = accountWith(GOOD);
        Verification right = verify(account, salt, GOOD, freshLane());
        assertThat(passwords.isCurrent(account, right)).isTrue();

        choose(account, OTHER);

        assertThat(passwords.isCurrent(account, right)).isFalse();
        assertThat(passwords.isCurrent(account, new Verification.Wrong())).isFalse();
    }

    @Test
    void guessesAreCountedOutsideAnyTransactionAndPasswordsStoredWithinOne() {
        UUID account = accountWith(GOOD);

        assertThatThrownBy(() -> database.transactions()
                        .executeWithoutResult(status -> verify(account, salt, GOOD, Lane.UNKNOWN)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> passwords.store(account, new HashedPassword("x", null)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void storedPasswordsNeverShowThemselves() {
        UUID account = accountWith(GOOD);
        Verification right = verify(account, salt, GOOD, freshLane());

        assertThat(right.toString()).doesNotContain("argon2id");
        assertThat(prepare(account, salt, OTHER, Lane.UNKNOWN).toString()).doesNotContain("argon2id");
    }

    // Several accounts on one address

    /// An address with so many accounts, whose passwords are GOOD 1, GOOD 2, ….
    private LoginIdentity address(int accounts) {
        LoginIdentity address = new LoginIdentity(UUID.randomUUID(), salt, List.of());
        for (int i = 1; i <= accounts; i++) {
            UUID account = UUID.randomUUID();
            choose(account, password(i));
            List<UUID> all = new ArrayList<>(address.accounts());
            all.add(account);
            address = new LoginIdentity(all.getFirst(), salt, all);
        }
        return address;
    }

    private static RawPassword password(int number) {
        return RawPassword.of("yama-no-mukou " + number);
    }

    private static List<Passwords.Candidate> strangers(LoginIdentity address) {
        return address.accounts().stream()
                .map(account -> new Passwords.Candidate(account, Lane.UNKNOWN))
                .toList();
    }

    @Test
    void thePasswordTellsWhichOfTheAccountsOnAnAddressIsMeant() {
        LoginIdentity address = address(5);

        for (int i = 1; i <= 5; i++) {
            UUID expected = address.accounts().get(i - 1);
            assertThat(passwords.verify(address, strangers(address), password(i)))
                    .isInstanceOfSatisfying(Verification.Right.class, right -> {
                        assertThat(right.accountId()).isEqualTo(expected);
                        assertThat(passwords.isCurrent(expected, right)).isTrue();
                        assertThat(passwords.isCurrent(UUID.randomUUID(), right))
                                .isFalse();
                    });
        }
        assertThat(passwords.verify(address, strangers(address), OTHER)).isInstanceOf(Verification.Wrong.class);
    }

    /// K42
    @Test
    void anAttemptCostsOneHashHoweverManyAccountsAreOnTheAddressAndWhateverComesOfIt() {
        for (int siblings : List.of(0, 1, 2, 5)) {
            LoginIdentity address = address(siblings);
            assertThat(hashesFor(() -> passwords.verify(address, strangers(address), OTHER)))
                    .as("wrong, of " + siblings)
                    .isOne();
            assertThat(hashesFor(() -> passwords.verify(address, strangers(address), password(siblings))))
                    .as("the last one's, of " + siblings)
                    .isOne();
            while (!(passwords.verify(address, strangers(address), OTHER) instanceof Verification.TooMany)) {
                assertThat(siblings).isNotNegative();
            }
            assertThat(hashesFor(() -> passwords.verify(address, strangers(address), password(1))))
                    .as("locked, of " + siblings)
                    .isOne();
            assertThat(hashesFor(() -> passwords.prepare(
                            UUID.randomUUID(), address, RawPassword.of("sora-to-umi 8"), Lane.UNKNOWN)))
                    .as("a new one beside " + siblings)
                    .isOne();
        }
    }

    /// K18: each account may be guessed at as often as if it were alone, and not once more.
    @Test
    void siblingsShareTheGuessesOfUnknownClientsAndADeviceFreesThoseAtItsOwnAccountOnly() {
        LoginIdentity address = address(3);
        UUID own = address.accounts().get(1);
        Lane device = freshLane();
        int wrong = 0;
        while (passwords.verify(address, strangers(address), OTHER) instanceof Verification.Wrong) {
            wrong++;
        }
        assertThat(wrong).isBetween(10, 20);
        List<Passwords.Candidate> fromDevice = address.accounts().stream()
                .map(account -> new Passwords.Candidate(account, account.equals(own) ? device : Lane.UNKNOWN))
                .toList();

        assertThat(passwords.verify(address, fromDevice, password(2)))
                .as("the account that knows the device")
                .isInstanceOf(Verification.Right.class);
        assertThat(passwords.verify(address, fromDevice, password(1)))
                .as("a sibling, whose guesses are used up")
                .isInstanceOf(Verification.Wrong.class);
        for (UUID account : address.accounts()) {
            assertThat(passwords.verify(address, List.of(new Passwords.Candidate(account, Lane.UNKNOWN)), password(1)))
                    .as("one of them by itself, as on the page that greets by name")
                    .isInstanceOf(Verification.TooMany.class);
        }
    }

    @Test
    void aSiblingsPasswordCantBeChosenAndLookingAtThemIsBounded() {
        LoginIdentity address = address(3);
        UUID account = address.accounts().get(2);

        assertThat(passwords.prepare(account, address, password(1), Lane.UNKNOWN))
                .isInstanceOf(Prepared.OfSibling.class);
        assertThat(passwords.prepare(account, address.alone(account), password(1), Lane.UNKNOWN))
                .as("of an account that has left them")
                .isInstanceOf(Prepared.Ready.class);
        Prepared last = passwords.prepare(account, address, password(2), Lane.UNKNOWN);
        for (int i = 0; i < 30 && last instanceof Prepared.OfSibling; i++) {
            last = passwords.prepare(account, address, password(2), Lane.UNKNOWN);
        }
        assertThat(last).isInstanceOf(Prepared.TooMany.class);
    }

    @Test
    void aPasswordThatASiblingHasChosenSinceIsFoundWithoutAnotherHash() {
        LoginIdentity address = address(2);
        UUID first = address.accounts().getFirst();
        UUID second = address.accounts().getLast();
        RawPassword same = RawPassword.of("kaze-no-michi 77");
        Prepared.Ready ready = (Prepared.Ready) passwords.prepare(first, address, same, Lane.UNKNOWN);
        assertThat(passwords.isOfSibling(ready.hashed(), List.of(second))).isFalse();
        choose(second, same);

        assertThat(hashesFor(() -> passwords.isOfSibling(ready.hashed(), List.of(second))))
                .isZero();
        assertThat(passwords.isOfSibling(ready.hashed(), List.of(second))).isTrue();
    }
}
