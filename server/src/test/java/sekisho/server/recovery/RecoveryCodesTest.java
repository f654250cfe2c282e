package sekisho.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.account.Accounts;
import sekisho.server.hotstate.FailureCounters;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Saved recovery codes: made by the member, and the way back in with one of them.
class RecoveryCodesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern CODE = Pattern.compile("\\b[2-9A-HJKMNP-TV-Z]{4}(?:-[2-9A-HJKMNP-TV-Z]{4}){3}\\b");
    private static final String NEW = "midori-no-kaze-8842-yama";
    private static final String NOBODYS = "ABCD-EFGH-JKMN-PQRS";
    private static final int GUESSES_AN_HOUR = 10;

    @Test
    void a_set_is_shown_once_and_only_its_keyed_hashes_are_kept() {
        Member member = SERVER.register();

        List<String> codes = make(member);

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(SERVER.mailbox().await(member.email(), 2).get(1).text())
                .contains("回復コードが新しく作られました", "照合番号")
                .doesNotContain(codes.getFirst(), "://");
        Answer later = member.browser().get("/account/recovery-codes");
        assertThat(later.body()).contains("まだ使っていないコードは10個です");
        assertThat(codesIn(later)).isEmpty();
        String stored = SERVER.db()
                .sql("select string_agg(r::text, ' ') from recovery_code r")
                .query(String.class)
                .single();
        for (String code : codes) {
            assertThat(stored).doesNotContain(code).doesNotContain(code.replace("-", ""));
        }
        assertThat(Ledger.of(SERVER, member.email())
                        .number("select count(*) from recovery_code where account_id = :account"
                                + " and length(code_mac) = 32"))
                .isEqualTo(10);
    }

    @Test
    void a_new_set_makes_the_old_one_worthless() {
        Member member = SERVER.register();
        List<String> old = make(member);
        List<String> now = make(member);

        assertThat(new HashSet<>(now)).doesNotContainAnyElementsOf(old);
        assertThat(use(SERVER.visitor(), member.email(), old.getFirst()).status())
                .isEqualTo(422);
        Walk.expect(use(SERVER.visitor(), member.email(), now.getFirst()), "/recover/address");
        assertThat(member.browser().get("/account/recovery-codes").body()).contains("まだ使っていないコードは9個です");
    }

    @Test
    void k22_a_set_takes_the_password_and_guesses_at_it_are_counted() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        make(member);
        int before = ledger.number("select count(*) from recovery_code where account_id = :account");

        assertThat(post(member, "").status()).isEqualTo(422);
        assertThat(post(member, "wrong").body()).contains("パスワードが合いません");
        for (int i = 0; i < 12; i++) {
            assertThat(post(member, "wrong " + i).status()).isEqualTo(422);
        }

        if (ledger.number("select count(distinct window_start) from budget where account_id = :account"
                        + " and purpose = 'PASSWORD/PT1H'")
                == 1) {
            assertThat(post(member, TestServer.PASSWORD).body()).contains("続けて合わなかったため");
            assertThat(ledger.number("select count(*) from recovery_code where account_id = :account"))
                    .isEqualTo(before);
        }
        Visitor stranger = SERVER.visitor();
        assertThat(stranger.get("/account/recovery-codes").redirectsTo("/signin"))
                .isTrue();
        assertThat(stranger.post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD))
                        .redirectsTo("/signin"))
                .isTrue();
    }

    @Test
    void k22_a_password_that_was_switched_off_makes_no_codes() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        SERVER.db()
                .sql(
                        "update credential set unsafe_cause = 'OPERATOR', unsafe_since = now() where account_id = :account")
                .param("account", ledger.accountId())
                .update();

        Answer refused = post(member, TestServer.PASSWORD);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("使えなくしてあります").doesNotContain("パスワードが合いません");
        assertThat(ledger.number("select count(*) from recovery_code where account_id = :account"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void with_a_code_the_member_gets_a_new_address_and_a_new_password_and_everybody_else_is_out(String language) {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String code = make(member).getFirst();
        boolean ja = language.equals("ja");
        Visitor lost = SERVER.visitor().from(Addresses.TOKYO_OFFICE).with("Accept-Language", language);
        assertThat(lost.get("/forgot").body()).contains("href=\"/recover\"");
        assertThat(lost.get("/recover").body()).contains("href=\"/recover/code\"", "href=\"/recover/wait\"");
        lost.get("/recover/code");

        Answer typed = lost.post(
                "/recover/code",
                Map.of("email", member.email().toUpperCase(java.util.Locale.ROOT), "recoveryCode", fullWidth(code)));

        Walk.expect(typed, "/recover/address");
        assertThat(lost.get("/account").redirectsTo("/signin"))
                .as("K11: a code opens no session")
                .isTrue();
        assertThat(lost.get("/recover/address").body()).contains(ja ? "回復コードを確かめました" : "Your recovery code is correct");
        String newEmail = TestServer.freshEmail();
        Walk.expect(lost.post("/recover/address", Map.of("newEmail", newEmail)), "/recover/address/code");
        assertThat(lost.get("/recover/address/code").status()).isEqualTo(200);
        Mail codeMail = SERVER.mailbox().await(newEmail, 1).getFirst();
        assertThat(codeMail.subject()).contains(ja ? "アカウント回復の確認コード" : "account recovery code");
        Walk.expect(
                lost.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(newEmail, 1))),
                "/recover/password");
        assertThat(lost.get("/recover/password").body()).contains(newEmail);
        assertThat(lost.post("/recover/password", Map.of("newPassword", newEmail))
                        .status())
                .as("the new address is no password")
                .isEqualTo(422);
        Walk.expect(lost.post("/recover/password", Map.of("newPassword", NEW)), "/done");

        assertThat(lost.get("/done").body()).contains(ja ? "アカウントを回復しました" : "Your account is recovered");
        assertThat(lost.get("/account").body()).contains(newEmail);
        assertThat(member.browser().get("/account").redirectsTo("/signin"))
                .as("K47: every other session ended")
                .isTrue();
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.number("select count(*) from device where account_id = :account and forgotten_at is null"))
                .isOne();
        assertThat(SERVER.mailbox().await(newEmail, 2).get(1).subject())
                .contains(ja ? "アカウントを回復しました" : "Your account was recovered");
        assertThat(SERVER.mailbox().await(member.email(), 3).get(2).subject())
                .as("a stolen paper is noticed before it is too late")
                .contains("保存した回復コードが使われました");
        Mail toOld = SERVER.mailbox().await(member.email(), 4).get(3);
        assertThat(toOld.subject()).contains("アカウントを回復しました");
        assertThat(toOld.text()).contains("日時", "照合番号").doesNotContain(newEmail, "://");

        Visitor elsewhere = SERVER.visitor();
        assertThat(new Walk(SERVER, elsewhere)
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
        assertThat(new Walk(SERVER, elsewhere).signIn(member.email(), NEW).status())
                .as("the lost address leads nowhere")
                .isEqualTo(422);
        assertThat(new Walk(SERVER, elsewhere).signIn(newEmail, NEW).status()).isIn(302, 303);
        assertThat(lost.get("/account/sign-ins").body()).contains(ja ? "保存した回復コード" : "A saved recovery code");
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void k15_the_lost_address_opens_nothing_afterwards_and_is_free_for_somebody_else() {
        Member member = SERVER.register();
        String code = make(member).getFirst();
        Visitor forgot = SERVER.visitor();
        forgot.post("/forgot", Map.of("email", member.email()));
        String resetCode = SERVER.mailbox().code(member.email(), 3);
        String newEmail = TestServer.freshEmail();
        recover(SERVER.visitor(), member.email(), code, newEmail);
        int mails = SERVER.mailbox().to(newEmail).size();

        assertThat(forgot.post("/reset/code", Map.of("code", resetCode)).redirectsTo("/reset/password"))
                .isFalse();
        Visitor again = SERVER.visitor();
        Walk.expect(again.post("/forgot", Map.of("email", member.email())), "/reset/code");
        Visitor other = SERVER.visitor();
        SERVER.mailbox().await(member.email(), 5);
        other.get("/register");
        Walk.expect(other.post("/register", Map.of("email", member.email(), "name", "佐藤 健")), "/register/code");
        other.get("/register/code");
        String registration = SERVER.mailbox().await(member.email(), 6).get(5).subject();
        assertThat(registration).contains("会員登録");
        assertThat(SERVER.mailbox().to(newEmail)).hasSizeBetween(mails, 2);
    }

    @Test
    void k19_fifty_posts_of_one_code_go_on_once() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String code = make(member).getFirst();
        List<Visitor> tabs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Visitor tab = SERVER.visitor().from("219.102.30." + i);
            tab.get("/recover/code");
            tabs.add(tab);
        }

        // More posts than guesses: the ones behind the limit are refused like the others.
        List<Answer> answers = Race.of(
                50, i -> tabs.get(i).post("/recover/code", Map.of("email", member.email(), "recoveryCode", code)));

        assertThat(answers)
                .filteredOn(answer -> answer.redirectsTo("/recover/address"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 422 || answer.status() == 503)
                .hasSize(49);
        assertThat(ledger.number("select count(*) from proof where account_id = :account and purpose = 'RECOVERY'"))
                .isOne();
        assertThat(ledger.number("select count(*) from recovery_code where account_id = :account"
                        + " and redeemed_at is not null"))
                .isOne();
    }

    @Test
    void k19_fifty_posts_of_the_new_password_open_one_session() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor lost = SERVER.visitor();
        String newEmail = TestServer.freshEmail();
        upToPassword(lost, member.email(), make(member).getFirst(), newEmail);
        lost.get("/recover/password");
        List<Visitor> tabs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tabs.add(lost.copy());
        }

        List<Answer> answers = Race.of(50, i -> tabs.get(i).post("/recover/password", Map.of("newPassword", NEW)));

        assertThat(answers).filteredOn(answer -> answer.redirectsTo("/done")).hasSize(1);
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.mails("RECOVERY_DONE")).isEqualTo(2);
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void k16_k18_guesses_are_counted_over_all_attempts_and_addresses_and_the_owner_is_told_once() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String code = make(member).getFirst();

        Race.of(20, thread -> {
            for (int i = 0; i < 3; i++) {
                Visitor stranger = SERVER.visitor().from("200.158." + thread + "." + i);
                Answer answer = use(stranger, member.email(), NOBODYS);
                assertThat(answer.status()).isIn(422, 503);
            }
            return true;
        });

        assertThat(ledger.fullestWindow("RECOVERY_CODE/PT1H")).isLessThanOrEqualTo(GUESSES_AN_HOUR);
        if (ledger.windows("RECOVERY_CODE/PT1H") == 1) {
            assertThat(ledger.fullestWindow("RECOVERY_CODE/PT1H")).isEqualTo(GUESSES_AN_HOUR);
            assertThat(use(SERVER.visitor(), member.email(), code).status())
                    .as("the right one, from a client that nobody knows")
                    .isEqualTo(422);
        }
        assertThat(ledger.mails("GUESSES_STOPPED")).isEqualTo(ledger.windows("STOPPED_NOTICE/PT24H"));
        Walk.expect(use(member.browser(), member.email(), code), "/recover/address");
    }

    @Test
    void k41_a_wrong_code_looks_and_costs_the_same_for_every_address() {
        Member with = SERVER.register();
        String used = make(with).getFirst();
        Walk.expect(use(SERVER.visitor(), with.email(), used), "/recover/address");
        Member without = SERVER.register();
        String unknown = TestServer.freshEmail();
        String left = moved().former();
        List<Map<String, Integer>> costs = new ArrayList<>();
        List<String> pages = new ArrayList<>();

        for (String email : List.of(with.email(), without.email(), unknown, left)) {
            Ledger ledger = Ledger.of(SERVER, email);
            Map<String, Integer> before = ledger.rows();
            Answer answer = use(SERVER.visitor(), email, NOBODYS);
            assertThat(answer.status()).isEqualTo(422);
            Map<String, Integer> cost = new TreeMap<>(ledger.rowsSince(before));
            cost.remove("budget"); // The first in a window makes its row.
            costs.add(cost);
            pages.add(plain(answer, email));
        }
        Answer usedAgain = use(SERVER.visitor(), with.email(), used);

        assertThat(costs).containsOnly(costs.getFirst());
        assertThat(pages).containsOnly(pages.getFirst());
        assertThat(plain(usedAgain, with.email())).isEqualTo(pages.getFirst());
        assertThat(Ledger.of(SERVER, unknown).used("RECOVERY_CODE/PT1H")).isOne();
        assertThat(Ledger.of(SERVER, left).used("RECOVERY_CODE/PT1H")).isOne();
    }

    @Test
    void whoever_is_in_with_the_password_alone_needs_the_mailbox_too_to_make_codes() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor thief = copiedSession(member);
        assertThat(thief.get("/account/recovery-codes").body())
                .contains("/account/recovery-codes/code")
                .doesNotContain("name=\"password\"");
        assertThat(thief.post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD))
                        .status())
                .isEqualTo(422);

        Walk.expect(thief.post("/account/recovery-codes/code", Map.of()), "/account/recovery-codes");
        assertThat(thief.get("/account/recovery-codes").body()).contains("name=\"code\"", "name=\"password\"");
        String code = SERVER.mailbox().code(member.email(), 2);
        String other = code.equals("111111") ? "222222" : "111111";
        assertThat(thief.post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD, "code", other))
                        .body())
                .contains("コードが合いません");
        assertThat(thief.post("/account/delete", Map.of("password", TestServer.PASSWORD, "code", code))
                        .status())
                .as("K12: it deletes nothing")
                .isEqualTo(422);
        assertThat(ledger.number("select count(*) from recovery_code where account_id = :account"))
                .isZero();

        Answer made = thief.post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD, "code", code));

        assertThat(codesIn(made)).hasSize(10);
        assertThat(thief.post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD, "code", code))
                        .status())
                .as("a code is good once")
                .isEqualTo(422);
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void guesses_at_the_password_speak_against_the_next_sign_in_too() {
        Member member = SERVER.register();
        for (int i = 0; i < 3; i++) {
            post(member, "wrong " + i);
        }

        assertThat(SERVER.bean(FailureCounters.class)
                        .counters(Ledger.of(SERVER, member.email()).accountId(), null)
                        .failuresOnAccount())
                .isEqualTo(3);
    }

    @Test
    void a_member_signed_in_for_so_long_that_the_record_is_gone_makes_and_deletes_all_the_same() {
        Member member = SERVER.register();
        SERVER.db()
                .sql("delete from decision_record where account_id = ?")
                .param(Ledger.of(SERVER, member.email()).accountId())
                .update();
        Visitor elsewhere = copiedSession(member);

        for (String page : List.of("/account/recovery-codes", "/account/delete")) {
            assertThat(elsewhere.get(page).status()).isEqualTo(200);
            Walk.expect(elsewhere.post(page + "/code", Map.of()), page);
            assertThat(elsewhere.get(page).body()).contains("name=\"code\"");
        }
        assertThat(make(member)).hasSize(10);
    }

    @Test
    void nothing_that_a_stranger_uses_up_stands_in_the_way_of_a_right_code() {
        Member member = SERVER.register();
        String code = make(member).getFirst();
        String newEmail = TestServer.freshEmail();
        for (int i = 0; i < 5; i++) {
            Visitor stranger = SERVER.visitor().from("200.158.80." + i);
            stranger.get("/recover/wait");
            stranger.post("/recover/wait", Map.of("email", member.email(), "newEmail", newEmail));
            stranger.get("/recover/address/code");
            String right = SERVER.mailbox().code(newEmail, i + 1);
            for (int guess = 0; guess < 3; guess++) {
                stranger.post("/recover/address/code", Map.of("code", right.equals("000000") ? "000001" : "000000"));
            }
        }
        Ledger mailbox = Ledger.of(SERVER, newEmail);
        assertThat(mailbox.used("RECOVERY_ADDRESS_CODE/PT24H")).isGreaterThanOrEqualTo(10);
        assertThat(mailbox.used("RECOVERY_ADDRESS_MAIL/PT1H")).isEqualTo(5);

        Visitor lost = SERVER.visitor();
        Walk.expect(use(lost, member.email(), code), "/recover/address");
        Walk.expect(lost.post("/recover/address", Map.of("newEmail", newEmail)), "/recover/address/code");
        lost.get("/recover/address/code");
        Walk.expect(
                lost.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(newEmail, 6))),
                "/recover/password");
    }

    @Test
    void when_no_more_mails_can_be_sent_the_page_says_so() {
        Member member = SERVER.register();
        Visitor lost = SERVER.visitor();
        Walk.expect(use(lost, member.email(), make(member).getFirst()), "/recover/address");

        for (int i = 0; i < 10; i++) {
            lost.post("/recover/address", Map.of("newEmail", TestServer.freshEmail()));
        }
        Answer last = lost.post("/recover/address", Map.of("newEmail", TestServer.freshEmail()));

        assertThat(last.status()).isEqualTo(422);
        assertThat(last.body()).contains("続けて送ったため、いまは送れません");
    }

    @Test
    void saved_codes_help_also_when_a_thief_has_moved_the_account_and_he_can_not_undo_that() {
        Moved moved = moved();
        Ledger ledger = ledger(moved.former());
        Visitor thief = SERVER.visitor();
        int sent = SERVER.mailbox().to(moved.former()).size();
        thief.get("/register");
        thief.post("/register", Map.of("email", moved.former(), "name", "佐藤 健"));
        thief.get("/register/code");
        thief.post("/register/code", Map.of("code", SERVER.mailbox().code(moved.former(), sent + 1)));
        thief.get("/register/password");
        Walk.expect(thief.post("/register/password", Map.of("newPassword", TestServer.PASSWORD)), "/done");
        String newEmail = TestServer.freshEmail();

        recover(SERVER.visitor(), moved.former(), moved.codes().getFirst(), newEmail);

        assertThat(Ledger.of(SERVER, newEmail).accountId()).isEqualTo(ledger.accountId());
        assertThat(openUndos(ledger))
                .as("whoever reads the mails of the first address would get the account back")
                .isZero();
        int mails = SERVER.mailbox().to(moved.former()).size();
        thief.get("/email-undo");
        thief.post("/email-undo", Map.of("email", moved.former(), "reference", moved.reference()));
        assertThat(SERVER.mailbox().to(moved.former())).hasSize(mails);
        Visitor again = SERVER.visitor();
        assertThat(use(again, moved.former(), moved.codes().get(1)).status())
                .as("the address leads nowhere any more")
                .isEqualTo(422);
    }

    @Test
    void back_at_the_address_before_there_is_nothing_to_undo_by_it() {
        Moved moved = moved();
        Ledger ledger = ledger(moved.former());
        Visitor lost = SERVER.visitor();
        Walk.expect(use(lost, moved.former(), moved.codes().getFirst()), "/recover/address");
        int mails = SERVER.mailbox().to(moved.former()).size();
        Walk.expect(lost.post("/recover/address", Map.of("newEmail", moved.former())), "/recover/address/code");
        lost.get("/recover/address/code");
        Walk.expect(
                lost.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(moved.former(), mails + 1))),
                "/recover/password");
        lost.get("/recover/password");
        Walk.expect(lost.post("/recover/password", Map.of("newPassword", NEW)), "/done");

        assertThat(openUndos(ledger)).isZero();
        assertThat(Ledger.of(SERVER, moved.former()).accountId()).isEqualTo(ledger.accountId());
    }

    @Test
    void codes_that_a_thief_made_after_he_had_moved_the_account_leave_the_owner_his_undo() {
        Member member = SERVER.register();
        String his = change(member);
        Ledger ledger = Ledger.of(SERVER, his);
        List<String> hisCodes = make(member);

        recover(SERVER.visitor(), his, hisCodes.getFirst(), TestServer.freshEmail());

        assertThat(openUndos(ledger)).isOne();
    }

    @Test
    void k16_of_a_request_that_is_refused_the_code_is_counted_and_not_used_up() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String code = make(member).getFirst();
        SERVER.bean(Accounts.class).disable(ledger.accountId());

        assertThat(use(SERVER.visitor(), member.email(), code).status()).isEqualTo(422);

        assertThat(ledger.used("RECOVERY_CODE/PT1H")).isOne();
        assertThat(ledger.number("select count(*) from recovery_code where account_id = :account"
                        + " and redeemed_at is not null"))
                .isZero();
        assertThat(ledger.mails("RECOVERY_CODE_USED")).isZero();
    }

    @Test
    void k13_the_code_of_one_new_mailbox_proves_no_other() {
        Member member = SERVER.register();
        Visitor lost = SERVER.visitor();
        Walk.expect(use(lost, member.email(), make(member).getFirst()), "/recover/address");
        String mine = TestServer.freshEmail();
        String other = TestServer.freshEmail();
        lost.post("/recover/address", Map.of("newEmail", mine));
        String code = SERVER.mailbox().code(mine, 1);

        Walk.expect(lost.post("/recover/address", Map.of("newEmail", other)), "/recover/address/code");

        assertThat(lost.post("/recover/address/code", Map.of("code", code)).status())
                .isEqualTo(200);
        assertThat(lost.get("/recover/password").redirectsTo("/recover/address/code"))
                .isTrue();
        assertThat(lost.post("/recover/password", Map.of("newPassword", NEW)).redirectsTo("/done"))
                .isFalse();
        Walk.expect(
                lost.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(other, 1))),
                "/recover/password");
    }

    @Test
    void k14_neither_proof_alone_is_enough() {
        for (String missing : List.of("RECOVERY", "RECOVERY_BY_CODE_ADDRESS")) {
            Member member = SERVER.register();
            Ledger ledger = Ledger.of(SERVER, member.email());
            Visitor lost = SERVER.visitor();
            upToPassword(lost, member.email(), make(member).getFirst(), TestServer.freshEmail());
            lost.get("/recover/password");
            SERVER.db()
                    .sql("update proof set purpose = 'FORGOT' where account_id = :account and purpose = :purpose"
                            + " and consumed_at is null")
                    .param("account", ledger.accountId())
                    .param("purpose", missing)
                    .update();

            assertThat(lost.post("/recover/password", Map.of("newPassword", NEW))
                            .redirectsTo("/done"))
                    .isFalse();
            assertThat(lost.get("/recover/password").redirectsTo("/recover/password"))
                    .as("the page leads to itself")
                    .isFalse();
            assertThat(lost.post("/reset/password", Map.of("newPassword", NEW)).redirectsTo("/done"))
                    .isFalse();
            assertThat(lost.get("/account").redirectsTo("/signin")).isTrue();
        }
    }

    @Test
    void an_address_that_has_an_account_is_refused_only_to_who_reads_its_mails() {
        Member member = SERVER.register();
        Member other = SERVER.register();
        Visitor lost = SERVER.visitor();
        Walk.expect(use(lost, member.email(), make(member).getFirst()), "/recover/address");
        Answer asked = lost.post("/recover/address", Map.of("newEmail", other.email()));
        Walk.expect(asked, "/recover/address/code");
        assertThat(lost.get("/recover/address/code").body()).doesNotContain("すでに");

        Answer answer = lost.post(
                "/recover/address/code", Map.of("code", SERVER.mailbox().code(other.email(), 2)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("すでに別のアカウントがあります");
        String free = TestServer.freshEmail();
        Walk.expect(lost.post("/recover/address", Map.of("newEmail", free)), "/recover/address/code");
        lost.post("/recover/address/code", Map.of("code", SERVER.mailbox().code(free, 1)));
        Walk.expect(lost.post("/recover/password", Map.of("newPassword", NEW)), "/done");
    }

    /// A session in a browser that isn't recognised.
    private static Visitor copiedSession(Member member) {
        Visitor thief = SERVER.visitor();
        member.browser().cookies().forEach((name, value) -> {
            if (name.endsWith("session")) {
                thief.cookies().put(name, value);
            }
        });
        return thief;
    }

    /// An account with saved codes that has left its address since.
    ///
    /// @param reference with which that can be undone
    private record Moved(String former, List<String> codes, String reference) {}

    private static Moved moved() {
        Member member = SERVER.register();
        List<String> codes = make(member);
        SERVER.mailbox().await(member.email(), 2);
        change(member);
        String reference = SERVER.db()
                .sql("select reference from email_undo where old_identifier = ?")
                .param(member.email())
                .query(String.class)
                .single();
        return new Moved(member.email(), codes, reference);
    }

    /// @return the new address
    private static String change(Member member) {
        String next = TestServer.freshEmail();
        Visitor browser = member.browser();
        int mails = SERVER.mailbox().to(member.email()).size();
        browser.get("/account/email");
        Walk.expect(
                browser.post("/account/email", Map.of("email", next, "password", TestServer.PASSWORD)),
                "/account/email/code");
        browser.get("/account/email/code");
        Walk.expect(
                browser.post(
                        "/account/email/code", Map.of("code", SERVER.mailbox().code(member.email(), mails + 1))),
                "/account/email/code");
        browser.get("/account/email/code");
        Answer done = browser.post(
                "/account/email/code", Map.of("code", SERVER.mailbox().code(next, 1)));
        assertThat(done.body()).contains("メールアドレスを変更しました");
        SERVER.mailbox().await(member.email(), mails + 2);
        return next;
    }

    /// Of the account that has left an address.
    private static Ledger ledger(String email) {
        return SERVER.db()
                .sql("select account_id from email_undo where old_identifier = ?")
                .param(email)
                .query((row, n) -> new Ledger(SERVER.db(), row.getObject("account_id", UUID.class)))
                .single();
    }

    private static int openUndos(Ledger ledger) {
        return ledger.number("select count(*) from email_undo where account_id = :account and closed_at is null");
    }

    private static List<String> make(Member member) {
        Answer made = post(member, TestServer.PASSWORD);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.raw().headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        return codesIn(made);
    }

    private static Answer post(Member member, String password) {
        member.browser().get("/account/recovery-codes");
        return member.browser().post("/account/recovery-codes", Map.of("password", password));
    }

    private static Answer use(Visitor visitor, String email, String code) {
        visitor.get("/recover/code");
        return visitor.post("/recover/code", Map.of("email", email, "recoveryCode", code));
    }

    private static void upToPassword(Visitor lost, String email, String code, String newEmail) {
        Walk.expect(use(lost, email, code), "/recover/address");
        lost.get("/recover/address");
        Walk.expect(lost.post("/recover/address", Map.of("newEmail", newEmail)), "/recover/address/code");
        lost.get("/recover/address/code");
        Walk.expect(
                lost.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(newEmail, 1))),
                "/recover/password");
    }

    private static void recover(Visitor lost, String email, String code, String newEmail) {
        upToPassword(lost, email, code, newEmail);
        lost.get("/recover/password");
        Walk.expect(lost.post("/recover/password", Map.of("newPassword", NEW)), "/done");
    }

    private static List<String> codesIn(Answer page) {
        Matcher matcher = CODE.matcher(page.body());
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static String fullWidth(String code) {
        StringBuilder text = new StringBuilder();
        code.replace("-", " ")
                .toLowerCase(java.util.Locale.ROOT)
                .chars()
                .forEach(sign -> text.append((char) (sign == ' ' ? '　' : sign + 0xFEE0)));
        return text.toString();
    }

    private static String plain(Answer page, String email) {
        return page.body().replaceAll("name=\"csrf\" value=\"[^\"]*\"", "CSRF").replace(email, "ADDRESS");
    }
}
