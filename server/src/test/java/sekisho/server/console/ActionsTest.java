package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInRecords;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.Cases;
import sekisho.server.support.Inquiry;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// What an agent can do on a member's account, and what the member notices of it (K68, K71).
class ActionsTest {
    private static final String REASON = "会員から電話で依頼";

    private final TestServer server = TestServer.shared();
    private final Actions actions = server.bean(Actions.class);
    private final Cases cases = server.bean(Cases.class);
    private final RecoveryRequests recoveries = server.bean(RecoveryRequests.class);
    private final CallerChecks checks = server.bean(CallerChecks.class);
    private final Transactions transactions = server.bean(Transactions.class);
    private final Actor agent = new Actor(UUID.randomUUID(), "sakura", "support.act");
    private final Actor lead = new Actor(UUID.randomUUID(), "mori", "support.lead");

    @Test
    void a_new_code_goes_to_the_registered_address_and_the_one_before_is_worthless() {
        Asked asked = asked();
        String before = server.mailbox().codeFor(asked.email, asked.reference());

        assertThat(act(Actions.Kind.RESEND, asked)).isEqualTo(Actions.Result.DONE);
        String after = TestMailbox.codeIn(server.mailbox()
                .await(
                        asked.email,
                        mail -> mail.text().contains(asked.reference())
                                && TestMailbox.hasCode(mail)
                                && !TestMailbox.codeIn(mail).equals(before)));

        assertThat(asked.browser.post("/signin/code", Map.of("code", before)).redirectsTo("/done"))
                .isFalse();
        Walk.expect(asked.browser.post("/signin/code", Map.of("code", after)), "/done");
        told(asked, "新しい確認コードを送りました");
        assertThat(act(Actions.Kind.RESEND, asked)).as("the sign-in is over").isEqualTo(Actions.Result.NOTHING);
    }

    @Test
    void a_cancelled_step_leads_nowhere_and_the_account_stays_usable() {
        Asked asked = asked();
        String code = server.mailbox().codeFor(asked.email, asked.reference());

        assertThat(act(Actions.Kind.CANCEL_STEP, asked)).isEqualTo(Actions.Result.DONE);

        assertThat(asked.browser.post("/signin/code", Map.of("code", code)).redirectsTo("/done"))
                .isFalse();
        assertThat(asked.member.browser().get("/account").status()).isEqualTo(200);
        told(asked, "途中だった手続きを取り消しました");
    }

    @Test
    void signed_out_by_support_the_member_is_told_why_and_needs_the_password_only() {
        Asked asked = asked();

        assertThat(act(Actions.Kind.END_SESSIONS, asked)).isEqualTo(Actions.Result.DONE);

        assertThat(asked.member.browser().open("/account").body()).contains("サポートがこの端末のサインインを終わらせました");
        Walk.expect(new Walk(server, asked.member.browser()).confirm(TestServer.PASSWORD), "/account");
        told(asked, "すべての端末からサインアウトしました");
    }

    @Test
    void without_its_memory_a_browser_is_new() {
        Asked asked = asked();

        assertThat(act(Actions.Kind.CLEAR_DEVICES, asked)).isEqualTo(Actions.Result.DONE);
        assertThat(act(Actions.Kind.CLEAR_DEVICES, asked)).isEqualTo(Actions.Result.NOTHING);

        assertThat(server.db()
                        .sql("select count(*) from device where account_id = :account and forgotten_at is null")
                        .param("account", asked.on.accountId())
                        .query(Integer.class)
                        .single())
                .isZero();
        told(asked, "覚えていた端末をすべて忘れました");
    }

    @Test
    void a_false_alarm_is_marked_once_and_the_member_cannot_take_back_what_support_said() {
        Asked asked = asked();

        assertThat(act(Actions.Kind.MARK_FALSE_ALARM, asked)).isEqualTo(Actions.Result.DONE);
        assertThat(act(Actions.Kind.MARK_FALSE_ALARM, asked)).isEqualTo(Actions.Result.NOTHING);

        String why = "/account/sign-ins/" + asked.reference() + "/why";
        assertThat(asked.member.browser().get(why).body()).contains("サポートがこのサインインを");
        asked.member.browser().post("/account/sign-ins/" + asked.reference() + "/label/take-back", Map.of());
        assertThat(asked.member.browser().get(why).body()).contains("サポートがこのサインインを");
    }

    @Test
    void whoever_wrote_without_an_account_has_nothing_done_to_him() {
        SupportCase stranger = inquiry(UUID.randomUUID(), "nobody@mail.example", false);

        for (Actions.Kind kind : Actions.Kind.values()) {
            assertThat(actions.act(kind, stranger, agent, REASON)).isEqualTo(Actions.Result.NOTHING);
        }
        assertThat(cases.events(stranger)).isEmpty();
    }

    @Test
    void a_recovery_takes_two_agents_a_proved_mailbox_and_its_waiting_period() {
        Asked asked = asked();
        String newMailbox = TestServer.freshEmail();
        SupportCase inquiry = inquiry(UUID.randomUUID(), newMailbox, false);

        assertThat(recoveries.ask(asked.on, agent, "ZZZZ-ZZZZ", REASON)).isEqualTo(RecoveryRequests.Result.NO_MAILBOX);
        assertThat(recoveries.ask(asked.on, agent, inquiry.number(), REASON)).isEqualTo(RecoveryRequests.Result.DONE);
        assertThat(recoveries.ask(asked.on, lead, inquiry.number(), REASON)).isEqualTo(RecoveryRequests.Result.WAITS);
        assertThat(recoveries.start(asked.on, agent, REASON)).isEqualTo(RecoveryRequests.Result.SAME_AGENT);
        assertThat(server.mailbox().to(asked.email))
                .noneMatch(mail -> mail.subject().contains("回復"));

        assertThat(recoveries.start(asked.on, lead, REASON)).isEqualTo(RecoveryRequests.Result.DONE);
        assertThat(recoveries.start(asked.on, lead, REASON)).isEqualTo(RecoveryRequests.Result.OVER);

        told(asked, "アカウントの回復を");
        server.mailbox().await(asked.email, mail -> mail.subject().contains("アカウントの回復が始まりました"));
        server.mailbox().await(newMailbox, mail -> mail.subject().contains("回復"));
        assertThat(asked.member.browser().get("/account").body()).contains("この回復を止める");
        assertThat(server.db()
                        .sql("""
                                select new_email from waiting_recovery
                                where account_id = :account and ended_at is null and ripe_at > now() + interval '47 hours'
                                """)
                        .param("account", asked.on.accountId())
                        .query(String.class)
                        .list())
                .containsExactly(newMailbox);
        assertThat(emailOf(asked)).as("nothing changed yet").isEqualTo(asked.email);
        assertThat(kinds(asked.on)).contains(CaseEvent.Kind.RECOVERY_REQUESTED, CaseEvent.Kind.RECOVERY_STARTED);
    }

    @Test
    void the_inquiry_of_a_recovery_is_opened_or_not_read() {
        Asked asked = asked();
        SupportCase inquiry = inquiry(UUID.randomUUID(), TestServer.freshEmail(), false);
        Actor busy = new Actor(UUID.randomUUID(), "busy", "support.act");
        transactions.inOne(() -> {
            for (int i = 0; i < 61; i++) {
                server.bean(Audit.class).write(busy, Action.LOOKED_UP, null, null, "22-2222");
            }
            return true;
        });

        assertThat(recoveries.ask(asked.on, busy, inquiry.number(), REASON))
                .isEqualTo(RecoveryRequests.Result.NO_MAILBOX);
        assertThat(kinds(inquiry)).doesNotContain(CaseEvent.Kind.OPENED);
        assertThat(recoveries.ask(asked.on, agent, inquiry.number(), REASON)).isEqualTo(RecoveryRequests.Result.DONE);
        assertThat(kinds(inquiry)).contains(CaseEvent.Kind.OPENED);
    }

    @Test
    void nobody_recovers_an_account_that_cannot_be_told() {
        Asked asked = asked();
        SupportCase inquiry = inquiry(UUID.randomUUID(), TestServer.freshEmail(), false);
        recoveries.ask(asked.on, agent, inquiry.number(), REASON);
        server.db()
                .sql("update account set email = 'imported@member.invalid' where account_id = :account")
                .param("account", asked.on.accountId())
                .update();

        assertThat(recoveries.start(asked.on, lead, REASON)).isEqualTo(RecoveryRequests.Result.NOT_POSSIBLE);
        assertThat(recoveries.start(asked.on, lead, REASON)).isEqualTo(RecoveryRequests.Result.OVER);
        assertThat(kinds(asked.on)).contains(CaseEvent.Kind.RECOVERY_DECLINED);
    }

    @Test
    void a_recovery_that_the_owner_stopped_is_not_started_again_and_again() {
        Asked asked = asked();
        SupportCase inquiry = inquiry(UUID.randomUUID(), TestServer.freshEmail(), false);
        List<RecoveryRequests.Result> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            recoveries.ask(asked.on, agent, inquiry.number(), REASON);
            results.add(recoveries.start(asked.on, lead, REASON));
            server.bean(AccountRecovery.class).stop(asked.on.accountId());
        }

        assertThat(results.subList(0, 4)).containsOnly(RecoveryRequests.Result.DONE);
        assertThat(results.getLast()).isEqualTo(RecoveryRequests.Result.NOT_POSSIBLE);
    }

    @Test
    void of_two_agents_at_once_one_starts_it() {
        Asked asked = asked();
        SupportCase inquiry = inquiry(UUID.randomUUID(), TestServer.freshEmail(), false);
        recoveries.ask(asked.on, agent, inquiry.number(), REASON);

        List<RecoveryRequests.Result> results = Race.of(
                8, i -> recoveries.start(asked.on, new Actor(UUID.randomUUID(), "lead" + i, "support.lead"), REASON));

        assertThat(results).filteredOn(RecoveryRequests.Result.DONE::equals).hasSize(1);
    }

    @Test
    void the_number_of_a_caller_is_tried_three_times_and_the_member_can_end_it() {
        Asked asked = asked();
        assertThat(start(asked)).isEqualTo(CallerChecks.Started.WAITS);
        CallerChecks.Waiting waiting = checks.waiting(asked.on.accountId()).orElseThrow();
        String wrong = waiting.number().equals("11") ? "12" : "11";

        assertThat(answer(asked, "1")).isInstanceOf(CallerChecks.Answer.Malformed.class);
        assertThat(answer(asked, wrong)).isEqualTo(new CallerChecks.Answer.Wrong(2));
        assertThat(answer(asked, fullWidth(waiting.number()))).isInstanceOf(CallerChecks.Answer.Passed.class);
        assertThat(answer(asked, waiting.number())).isInstanceOf(CallerChecks.Answer.Over.class);
        assertThat(checks.waiting(asked.on.accountId())).isEmpty();

        start(asked);
        CallerChecks.Waiting second = checks.waiting(asked.on.accountId()).orElseThrow();
        assertThat(transactions.inOne(asked.on.accountId(), () -> checks.deny(asked.on.accountId(), second.checkId())))
                .isTrue();
        assertThat(answer(asked, second.number())).isInstanceOf(CallerChecks.Answer.Over.class);
        assertThat(checks.latest(asked.on).orElseThrow().stage()).isEqualTo(CallerChecks.Stage.DENIED);

        start(asked);
        assertThat(start(asked)).as("three an hour").isEqualTo(CallerChecks.Started.TOO_MANY);
        CallerChecks.Waiting third = checks.waiting(asked.on.accountId()).orElseThrow();
        String other = third.number().equals("11") ? "12" : "11";
        for (int i = 0; i < CallerChecks.TRIES; i++) {
            answer(asked, other);
        }
        assertThat(answer(asked, third.number())).isInstanceOf(CallerChecks.Answer.Over.class);
        assertThat(kinds(asked.on)).contains(CaseEvent.Kind.CHECK_PASSED, CaseEvent.Kind.CHECK_FAILED);
    }

    /// A member in whose account a sign-in from far away waits for its code, and the case that an agent made of it.
    private record Asked(Member member, String email, Visitor browser, SupportCase on) {
        String reference() {
            return Objects.requireNonNull(on.reference());
        }
    }

    private Asked asked() {
        Member member = server.register();
        Visitor away = server.visitor().from(Addresses.SAPPORO);
        Walk.expect(new Walk(server, away).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        away.get("/signin/code");
        Decided decided = server.db()
                .sql("""
                        select d.account_id, d.attempt_id from decision_record d join account using (account_id)
                        where email = :email order by decided_at desc limit 1
                        """)
                .param("email", member.email())
                .query((row, n) -> server.bean(SignInRecords.class)
                        .find(row.getObject("account_id", UUID.class), row.getObject("attempt_id", UUID.class)))
                .single()
                .orElseThrow();
        SupportCase on = transactions.inOne(decided.accountId(), () -> cases.lookUp(decided));
        return new Asked(member, member.email(), away, on);
    }

    private SupportCase inquiry(UUID accountId, String mailbox, boolean known) {
        return transactions.inOne(
                accountId,
                () -> cases.inquire(
                        accountId,
                        new Inquiry(Topic.RECOVERY, null, null, mailbox, known, Locale.JAPANESE, "メールが受け取れません")));
    }

    private Actions.Result act(Actions.Kind kind, Asked asked) {
        return actions.act(kind, asked.on, agent, REASON);
    }

    private CallerChecks.Started start(Asked asked) {
        return transactions.inOne(asked.on.accountId(), () -> checks.start(asked.on, agent));
    }

    private CallerChecks.Answer answer(Asked asked, String typed) {
        return transactions.inOne(asked.on.accountId(), () -> checks.answer(asked.on, agent, typed));
    }

    private List<CaseEvent.Kind> kinds(SupportCase on) {
        return cases.events(on).stream().map(CaseEvent::kind).toList();
    }

    private String emailOf(Asked asked) {
        return server.db()
                .sql("select email from account where account_id = :account")
                .param("account", asked.on.accountId())
                .query(String.class)
                .single();
    }

    /// A mail says so, with the number of the case; the agent's reason isn't in it, but in the audit.
    private void told(Asked asked, String what) {
        String text = server.mailbox()
                .await(asked.email, mail -> mail.text().contains(asked.on.number()))
                .text();
        assertThat(text).contains(what).doesNotContain(REASON);
        assertThat(server.db()
                        .sql("select count(*) from audit_record where case_number = :number and reason = :reason")
                        .param("number", asked.on.number())
                        .param("reason", REASON)
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    private static String fullWidth(String digits) {
        return digits.chars()
                .map(digit -> digit - '0' + '０')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
