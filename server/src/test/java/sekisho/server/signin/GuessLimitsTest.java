package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Somebody guesses, from everywhere and all at once: how many guesses the server looks at.
class GuessLimitsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final int CODES_A_DAY = 10;
    private static final int CODES_A_MONTH = 40;
    private static final int PASSWORDS_AN_HOUR = 10;
    private static final String WAIT = "しばらくお待ちください";

    @Test
    void k16_five_hundred_attempts_share_one_budget_and_the_owner_is_told_once() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Ledger ledger = Ledger.of(SERVER, member.email());
        int before = ledger.codesTried();
        askedForACode(member.email(), Addresses.SAO_PAULO);
        ledger.allowMails();

        List<Visitor> attempts = Race.of(50, thread -> {
                    List<Visitor> opened = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        opened.add(askedForACode(member.email(), "200.158." + thread + "." + i));
                    }
                    return opened;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(attempts).hasSize(500);
        Race.of(50, thread -> {
            for (int i = 0; i < 10; i++) {
                Answer answer = guess(attempts.get(thread * 10 + i), "%06d".formatted(thread * 10 + i));
                assertThat(answer.status()).isIn(200, 503);
            }
            return true;
        });

        int limit = CODES_A_DAY * ledger.windows("SIGN_IN_CODE/PT24H");
        assertThat(ledger.codesTried() - before).isEqualTo(limit);
        assertThat(ledger.openSessions()).isZero();
        assertThat(ledger.mails("GUESSES_STOPPED")).isEqualTo(ledger.windows("STOPPED_NOTICE/PT24H"));
        Mail told = notice(ledger, member.email());
        assertThat(told.text()).contains("何もする必要はありません", "照合番号", "日時", "ブラジル").doesNotContain("://", "承認");

        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
    }

    @Test
    void k16_after_the_last_guess_the_right_code_is_refused_too_and_the_page_says_until_when() {
        Member member = SERVER.register();
        Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
        for (int i = 0; i < 3 * CODES_A_DAY; i++) {
            guess(asked, "000000");
        }
        assertThat(guess(asked, "000000").body()).contains(WAIT);

        String newest = newestCode(member.email());

        assertThat(guess(asked, newest).body()).contains(WAIT);
        assertThat(asked.get("/account").redirectsTo("/signin")).isTrue();
    }

    @Test
    void k16_wrong_passwords_send_no_mail() {
        Member member = SERVER.register();
        Visitor stranger = SERVER.visitor().from(Addresses.SAO_PAULO);
        for (int i = 0; i < 25; i++) {
            new Walk(SERVER, stranger).signIn(member.email(), "wrong password " + i);
        }

        assertThat(Ledger.of(SERVER, member.email()).rows().get("outbox_mail"))
                .as("the code of the registration")
                .isOne();
    }

    @Test
    void k17_neither_a_new_attempt_nor_an_expired_code_nor_a_new_day_gives_more_than_the_month_has() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        int before = ledger.codesTried();
        for (int day = 1; day <= 6; day++) {
            for (int restart = 0; restart < 4; restart++) {
                Visitor asked = askedForACode(member.email(), "200.158." + day + "." + restart);
                for (int i = 0; i < 4; i++) {
                    guess(asked, "%06d".formatted(i));
                }
                ledger.age(660);
                guess(asked, "000005");
            }
            assertThat(ledger.codesTried() - before).isLessThanOrEqualTo(day * CODES_A_DAY);
            ledger.nextDay();
        }

        assertThat(ledger.codesTried() - before).isEqualTo(CODES_A_MONTH * ledger.windows("SIGN_IN_CODE/PT720H"));
    }

    @Test
    void k18_a_thousand_addresses_have_no_more_guesses_than_one() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Ledger ledger = Ledger.of(SERVER, member.email());

        Race.of(50, thread -> {
            Visitor stranger = SERVER.visitor();
            for (int i = 0; i < 20; i++) {
                String address =
                        i % 2 == 0 ? thread + 1 + "." + (i + 1) + ".7.9" : "2001:db8:%x:%x::1".formatted(thread, i);
                Answer answer = new Walk(SERVER, stranger.from(address)).signIn(member.email(), "wrong " + i);
                assertThat(answer.status()).isIn(422, 503);
            }
            return true;
        });

        assertThat(ledger.fullestWindow("PASSWORD/PT1H")).isEqualTo(PASSWORDS_AN_HOUR);
        assertThat(new Walk(SERVER, SERVER.visitor().from(Addresses.TOKYO_OFFICE))
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .as("unknown clients have no guess left")
                .isEqualTo(422);
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
    }

    @Test
    void k18_one_code_has_five_tries_from_however_many_addresses() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        int before = ledger.codesTried();
        Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
        asked.get("/signin/code");

        Race.of(50, thread -> guess(asked.copy().from("200.158.7." + thread), "111111"));

        assertThat(ledger.number("select max(tries) from one_time_code where account_id = :account"))
                .isEqualTo(5);
        assertThat(ledger.codesTried() - before).isLessThanOrEqualTo(CODES_A_DAY);
    }

    @Test
    void k19_fifty_posts_of_one_right_code_open_one_session() {
        for (int round = 0; round < 3; round++) {
            Member member = SERVER.register();
            Ledger ledger = Ledger.of(SERVER, member.email());
            int sessions = ledger.openSessions();
            Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
            asked.get("/signin/code");
            String code = SERVER.mailbox().code(member.email(), 2);
            List<Visitor> tabs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tabs.add(asked.copy());
            }

            List<Answer> answers = Race.of(50, i -> tabs.get(i).post("/signin/code", Map.of("code", code)));

            assertThat(answers)
                    .filteredOn(answer -> answer.redirectsTo("/done"))
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.redirectsTo("/signin") || answer.status() == 503)
                    .hasSize(49);
            assertThat(ledger.openSessions() - sessions).isOne();
            assertThat(tabs)
                    .filteredOn(tab -> tab.get("/account").status() == 200)
                    .hasSize(1);
            assertThat(ledger.number("select count(*) from proof where account_id = :account and purpose = 'SIGN_IN'"))
                    .isOne();
        }
    }

    @Test
    void k20_two_hundred_wrong_passwords_at_once_are_not_looked_at_more_often_than_the_limit() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Ledger ledger = Ledger.of(SERVER, member.email());
        List<Visitor> strangers = visitorsAtTheForm(200);

        List<Answer> answers = Race.of(
                200, i -> strangers.get(i).post("/signin", Map.of("email", member.email(), "password", "wrong " + i)));

        assertThat(answers)
                .as("refused, or too busy to look")
                .extracting(Answer::status)
                .isSubsetOf(422, 503);
        assertThat(ledger.used("PASSWORD/PT1H")).isBetween(1, PASSWORDS_AN_HOUR * ledger.windows("PASSWORD/PT1H"));
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
    }

    @Test
    void k21_twenty_sign_ins_at_once_on_the_usual_device_all_succeed_and_it_stays_known() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Ledger ledger = Ledger.of(SERVER, member.email());
        member.browser().get("/signin");
        String before = device(member.browser());
        List<Visitor> tabs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tabs.add(member.browser().copy());
        }

        List<Answer> answers = Race.of(
                20, i -> tabs.get(i).post("/signin", Map.of("email", member.email(), "password", TestServer.PASSWORD)));

        assertThat(answers).allMatch(answer -> answer.redirectsTo("/account"));
        assertThat(tabs).allMatch(tab -> tab.get("/account").status() == 200);
        assertThat(ledger.used("PASSWORD/PT1H"))
                .as("right passwords are no guesses")
                .isZero();
        assertThat(tabs.stream().map(GuessLimitsTest::device).filter(now -> !now.equals(before)))
                .as("whichever answer the browser reads last, it ends with this token")
                .hasSize(1);
        ledger.endDeviceGrace();
        Visitor later = tabs.stream()
                .filter(tab -> !device(tab).equals(before))
                .findFirst()
                .orElseThrow();
        new Walk(SERVER, later).signOut();
        Walk.expect(new Walk(SERVER, later).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(ledger.latestRecognition()).isEqualTo("RECOGNISED");
        assertThat(ledger.number("select count(*) from device where account_id = :account"))
                .isOne();
    }

    @Test
    void k25_a_used_code_opens_nothing_again_neither_at_once_nor_later() {
        Member member = SERVER.register();
        Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
        asked.get("/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        Visitor other = askedForACode(member.email(), "200.158.99.1");
        Visitor thief = asked.copy();
        Walk.expect(asked.post("/signin/code", Map.of("code", code)), "/done");
        Ledger ledger = Ledger.of(SERVER, member.email());
        int sessions = ledger.openSessions();

        Walk.expect(guess(thief, code), "/signin");
        assertThat(guess(other, code).status()).isEqualTo(200);
        ledger.age(600);
        Walk.expect(guess(thief, code), "/signin");
        assertThat(thief.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(other.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(ledger.openSessions()).isEqualTo(sessions);
    }

    @Test
    void k26_a_code_is_dead_the_second_it_expires_and_nothing_has_to_sweep_it_up() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
        asked.get("/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        ledger.age(601);

        Answer late = guess(asked, code);

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body()).contains("コードの期限が切れました");
        assertThat(asked.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(ledger.number("select count(*) from one_time_code where account_id = :account"
                        + " and purpose = 'SIGN_IN' and tries = 0 and redeemed_at is null"))
                .as("the expired one was not even tried, and a new one was sent")
                .isEqualTo(2);
        Walk.expect(guess(asked, SERVER.mailbox().code(member.email(), 3)), "/done");
    }

    @Test
    void k28_whoever_asks_for_codes_too_leaves_mine_alone() {
        Member member = SERVER.register();
        Visitor owner = SERVER.visitor();
        Walk.expect(owner.post("/forgot", Map.of("email", member.email())), "/reset/code");
        owner.get("/reset/code");
        String mine = SERVER.mailbox().code(member.email(), 2);

        // Same network, same kind of browser, same half minute.
        Visitor attacker = SERVER.visitor();
        Walk.expect(attacker.post("/forgot", Map.of("email", member.email())), "/reset/code");
        attacker.get("/reset/code");
        attacker.post("/reset/code/resend", Map.of());
        attacker.post("/reset/code/resend", Map.of());
        SERVER.mailbox().await(member.email(), 5);

        assertThat(attacker.post("/reset/code", Map.of("code", mine)).status())
                .as("my code is worth nothing in his attempt")
                .isEqualTo(200);
        Walk.expect(owner.post("/reset/code", Map.of("code", mine)), "/reset/password");
    }

    @Test
    void k28_of_my_own_codes_only_the_newest_counts() {
        Member member = SERVER.register();
        Visitor asked = askedForACode(member.email(), Addresses.SAO_PAULO);
        asked.get("/signin/code");
        String first = SERVER.mailbox().code(member.email(), 2);
        assertThat(asked.post("/signin/code/resend", Map.of()).status()).isEqualTo(200);
        String second = SERVER.mailbox().code(member.email(), 3);

        assertThat(guess(asked, first).status()).isEqualTo(200);
        Walk.expect(guess(asked, second), "/done");
    }

    private static List<Visitor> visitorsAtTheForm(int count) {
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Visitor visitor = SERVER.visitor().from("200.158.40." + i);
            visitor.get("/signin");
            visitors.add(visitor);
        }
        return visitors;
    }

    private static Visitor askedForACode(String email, String address) {
        Visitor stranger = SERVER.visitor().from(address).with("Accept-Language", "ja,pt-BR");
        Answer answer = new Walk(SERVER, stranger).signIn(email, TestServer.PASSWORD);
        while (answer.status() == 503) {
            answer = new Walk(SERVER, stranger).signIn(email, TestServer.PASSWORD);
        }
        Walk.expect(answer, "/signin/code");
        return stranger;
    }

    private static Answer guess(Visitor visitor, String code) {
        return visitor.post("/signin/code", Map.of("code", code));
    }

    private static String newestCode(String email) {
        List<Mail> codes = SERVER.mailbox().to(email).stream()
                .filter(mail -> mail.subject().contains("は確認コードです"))
                .toList();
        return sekisho.server.testing.TestMailbox.codeIn(codes.getLast());
    }

    private static Mail notice(Ledger ledger, String email) {
        // Nobody reads the five hundred codes before it.
        ledger.db()
                .sql("update outbox_mail set state = 'VOID' where account_id = :account and state = 'QUEUED'"
                        + " and kind = 'STEP_UP_CODE'")
                .param("account", ledger.accountId())
                .update();
        while (ledger.number("select count(*) from outbox_mail where account_id = :account"
                        + " and kind = 'GUESSES_STOPPED' and state = 'QUEUED'")
                > 0) {
            Thread.onSpinWait();
        }
        return SERVER.mailbox().to(email).stream()
                .filter(mail -> mail.subject().contains("確認コードの入力を止めました"))
                .findFirst()
                .orElseThrow();
    }

    private static String device(Visitor visitor) {
        return visitor.cookies().getOrDefault("sekisho-device", "");
    }
}
