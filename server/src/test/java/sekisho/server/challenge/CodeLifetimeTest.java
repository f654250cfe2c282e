package sekisho.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.server.challenge.OneTimeCodeStore.Try;
import sekisho.server.hotstate.Lane;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestDatabase;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// How long a code lives: by the database's clock, to the second, in every time zone.
class CodeLifetimeTest {
    private static final byte[] MAC = {1, 2, 3};

    /// K26: what redeems looks at the expiry itself, not at what somebody read before it.
    @Test
    void k26_a_code_that_expired_since_it_was_looked_up_is_not_redeemed() {
        try (TestDatabase database = TestDatabase.fresh()) {
            OneTimeCodeStore store = new OneTimeCodeStore(database.jdbc());
            UUID account = UUID.randomUUID();
            UUID attempt = UUID.randomUUID();
            UUID code = UUID.randomUUID();
            CodeOrder order = new CodeOrder(
                    account,
                    attempt,
                    ChallengePurpose.SIGN_IN,
                    "hanako@example.jp",
                    Locale.JAPANESE,
                    "K7-4Q2",
                    Map.of(),
                    Lane.UNKNOWN,
                    false);
            store.insert(code, order, MAC);
            assertThat(store.newest(account, attempt, ChallengePurpose.SIGN_IN)
                            .orElseThrow()
                            .usable())
                    .isTrue();

            expire(database, code, 0);
            assertThat(store.tryOnce(account, code, MAC)).isEmpty();
            expire(database, code, -1);
            Optional<Try> inTime = store.tryOnce(account, code, MAC);
            assertThat(inTime).hasValueSatisfying(one -> assertThat(one.right()).isTrue());
            assertThat(store.tryOnce(account, code, MAC)).as("once").isEmpty();
        }
    }

    private static void expire(TestDatabase database, UUID code, int secondsAgo) {
        database.jdbc()
                .sql("update one_time_code set expires_at = now() - make_interval(secs => :ago) where code_id = :code")
                .param("ago", secondsAgo)
                .param("code", code)
                .update();
    }

    @ParameterizedTest(name = "K29: process in {0}, database in {1}")
    @CsvSource({
        "Asia/Tokyo, America/Sao_Paulo",
        "America/Sao_Paulo, Pacific/Kiritimati",
        "Pacific/Kiritimati, Asia/Tokyo"
    })
    void k29_a_code_lives_ten_minutes_wherever_the_process_and_the_database_think_they_are(
            String process, String database) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(process));
        try (TestServer server =
                TestServer.start("spring.datasource.hikari.connection-init-sql=set time zone '" + database + "'")) {
            Member member = server.register();
            Ledger ledger = Ledger.of(server, member.email());
            Visitor asked = asked(server, member);
            Instant now = Instant.now();
            String page = asked.get("/signin/code").body();
            Matcher until = Pattern.compile("datetime=\"([^\"]+)\"").matcher(page);
            assertThat(until.find()).isTrue();
            assertThat(Instant.parse(until.group(1))).isBetween(now.plusSeconds(540), now.plusSeconds(601));
            assertThat(ledger.number("select cast(extract(epoch from max(expires_at) - max(created_at)) as int)"
                            + " from one_time_code where account_id = :account and purpose = 'SIGN_IN'"))
                    .isEqualTo(600);
            String code = server.mailbox().code(member.email(), 2);

            ledger.age(570);
            Walk.expect(asked.post("/signin/code", Map.of("code", code)), "/done");

            Member slow = server.register();
            Visitor late = asked(server, slow);
            late.get("/signin/code");
            String lateCode = server.mailbox().code(slow.email(), 2);
            Ledger.of(server, slow.email()).age(601);
            assertThat(late.post("/signin/code", Map.of("code", lateCode)).status())
                    .isEqualTo(200);
            assertThat(late.get("/account").redirectsTo("/signin")).isTrue();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static Visitor asked(TestServer server, Member member) {
        Visitor visitor = server.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR");
        Walk.expect(new Walk(server, visitor).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        return visitor;
    }
}
