package sekisho.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.server.mail.Outbox;
import sekisho.server.testing.TestDatabase;

class RetentionTest {
    private TestDatabase database;
    private JdbcClient db;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        db = database.jdbc();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void records_on_unknown_addresses_go_after_a_month_and_a_members_after_four_hundred_days() {
        UUID member = UUID.randomUUID();
        db.sql("insert into account (account_id, name, email, locale) values (?, '花子', 'h@example.jp', 'ja')")
                .param(member)
                .update();
        record(member, 399);
        record(member, 401);
        record(UUID.randomUUID(), 29);
        record(UUID.randomUUID(), 31);

        new Retention(new RetentionStore(db)).sweep();

        assertThat(ages()).containsExactlyInAnyOrder(399, 29);
    }

    @Test
    void recoveries_of_nobodys_account_go_after_a_month_and_a_members_after_ninety_days() {
        UUID member = UUID.randomUUID();
        db.sql("insert into account (account_id, name, email, locale) values (?, '花子', 'h@example.jp', 'ja')")
                .param(member)
                .update();
        recovery(member, 89);
        recovery(member, 91);
        recovery(UUID.randomUUID(), 29);
        recovery(UUID.randomUUID(), 31);

        new Retention(new RetentionStore(db)).sweep();

        assertThat(db.sql("select extract(day from now() - ended_at)::int from waiting_recovery")
                        .query(Integer.class)
                        .list())
                .containsExactlyInAnyOrder(89, 29);
    }

    private void recovery(UUID account, int endedDaysAgo) {
        db.sql("""
                        insert into waiting_recovery (account_id, recovery_id, attempt_id, reference, new_email, locale,
                                                      told, ripe_at, expires_at, ended_at, end_cause)
                        values (:account, gen_random_uuid(), gen_random_uuid(), 'K7-4Q2X', 'n@example.jp', 'ja', true,
                                now(), now(), now() - make_interval(days => :days), 'EXPIRED')
                        """).param("account", account).param("days", endedDaysAgo).update();
    }

    /// A number that was looked up must not tell by its absence that nobody had the address.
    @Test
    void mails_to_nobody_stay_as_long_as_any_mail_can_be_looked_up_by_its_number() {
        mail("VOID", Outbox.CHECKED_DAYS - 1);
        mail("VOID", Outbox.CHECKED_DAYS + 1);
        mail("SENT", Outbox.SHOWN_DAYS - 1);
        mail("SENT", Outbox.SHOWN_DAYS + 1);

        new Retention(new RetentionStore(db)).sweep();

        assertThat(db.sql("select state || extract(day from now() - created_at)::int from outbox_mail")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("VOID29", "SENT89");
    }

    private void mail(String state, int daysAgo) {
        db.sql("""
                        insert into outbox_mail (account_id, mail_id, kind, message_id, recipient, subject, body, locale,
                                                 reference, state, give_up_at, created_at)
                        values (gen_random_uuid(), gen_random_uuid(), 'RESET_CODE', 'm', '', 's', 'b', 'ja',
                                'K7-4Q2X', :state, now(), now() - make_interval(days => :days))
                        """).param("state", state).param("days", daysAgo).update();
    }

    @Test
    void the_last_mail_to_a_deleted_account_goes_as_soon_as_it_is_sent() {
        mail("ACCOUNT_DELETED", "SENT");
        mail("ACCOUNT_DELETED", "DEAD");
        mail("ACCOUNT_DELETED", "QUEUED");
        mail("PASSWORD_CHANGED", "SENT");

        new Retention(new RetentionStore(db)).sweep();

        assertThat(db.sql("select kind || ' ' || state from outbox_mail")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("ACCOUNT_DELETED QUEUED", "PASSWORD_CHANGED SENT");
    }

    @Test
    void what_a_member_said_goes_with_the_record_and_undos_and_changes_after_their_time() {
        UUID member = UUID.randomUUID();
        db.sql("insert into account (account_id, name, email, locale) values (?, '花子', 'h@example.jp', 'ja')")
                .param(member)
                .update();
        record(member, 1);
        db.sql("""
                        insert into label (account_id, attempt_id, verdict, source)
                        select account_id, attempt_id, 'LEGITIMATE', 'MEMBER' from decision_record
                        union all select :account, gen_random_uuid(), 'LEGITIMATE', 'MEMBER'
                        """).param("account", member).update();
        db.sql("""
                        insert into attack_report (account_id, attempt_id, reported_at, report)
                        select account_id, attempt_id, now(), ''::bytea from decision_record
                        union all select :account, gen_random_uuid(), now(), ''::bytea
                        """).param("account", member).update();
        for (int days : new int[] {29, 31}) {
            db.sql("""
                            insert into email_undo (account_id, undo_id, reference, old_email, old_identifier, expires_at)
                            values (:account, gen_random_uuid(), 'K7-4Q2X', 'a@b.example', 'a@b.example',
                                    now() - make_interval(days => :days))
                            """).param("account", member).param("days", days).update();
        }
        db.sql(
                        "insert into email_change values (?, gen_random_uuid(), 'K7-4Q2X', 'a@b.example', now() - interval '2 days')")
                .param(member)
                .update();

        new Retention(new RetentionStore(db)).sweep();

        assertThat(count("label")).isEqualTo(1);
        assertThat(count("attack_report")).isEqualTo(1);
        assertThat(count("email_undo")).isEqualTo(1);
        assertThat(count("email_change")).isZero();
    }

    @Test
    void a_case_goes_with_all_that_was_in_it_be_it_answered_or_not() {
        UUID member = UUID.randomUUID();
        db.sql("insert into account (account_id, name, email, locale) values (?, '花子', 'h@example.jp', 'ja')")
                .param(member)
                .update();
        supportCase(member, true, 401, "CLOSED", false);
        supportCase(member, true, 401, "OPEN", true);
        supportCase(member, true, 399, "OPEN", true);
        supportCase(member, true, 399, "ANSWERED", false);
        supportCase(UUID.randomUUID(), false, 91, "ANSWERED", false);
        supportCase(UUID.randomUUID(), false, 89, "ANSWERED", false);

        new Retention(new RetentionStore(db)).sweep();

        assertThat(db.sql("select state || extract(day from now() - opened_at)::int from support_case")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("OPEN399", "ANSWERED399", "ANSWERED89");
        assertThat(count("case_message")).isEqualTo(3);
    }

    private void supportCase(UUID account, boolean known, int daysAgo, String state, boolean waits) {
        db.sql("""
                        with made as (
                            insert into support_case (account_id, case_id, number, origin, topic, account_known, locale,
                                                      state, opened_at, waiting_since)
                            values (:account, gen_random_uuid(), gen_random_uuid()::text, 'INQUIRY', 'OTHER', :known, 'ja',
                                    :state, now() - make_interval(days => :days), case when :waits then now() end)
                            returning account_id, case_id, opened_at)
                        insert into case_message (account_id, case_id, author, text, written_at)
                        select account_id, case_id, 'MEMBER', 'x', opened_at from made
                        """)
                .param("account", account)
                .param("known", known)
                .param("days", daysAgo)
                .param("state", state)
                .param("waits", waits)
                .update();
    }

    private int count(String table) {
        return db.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private void mail(String kind, String state) {
        db.sql("""
                        insert into outbox_mail (account_id, mail_id, kind, message_id, recipient, subject, body, locale,
                                                 state, give_up_at)
                        values (gen_random_uuid(), gen_random_uuid(), :kind, '<m>', 'h@example.jp', 's', 'b', 'ja',
                                :state, now() + interval '1 day')
                        """).param("kind", kind).param("state", state).update();
    }

    @Test
    void every_rule_can_be_run() {
        RetentionStore store = new RetentionStore(db);

        for (RetentionStore.Rule rule : RetentionStore.RULES) {
            assertThat(store.delete(rule)).as(rule.table()).isZero();
        }
    }

    private void record(UUID account, int daysAgo) {
        db.sql("""
                        insert into decision_record (account_id, attempt_id, reference, kind, decision, evidence,
                                                     policy_version, engine_version, decided_at)
                        values (:account, gen_random_uuid(), 'K7-4Q2X', 'SIGN_IN', 'DENY', '{}', 'p', 'e',
                                now() - make_interval(days => :days))
                        """).param("account", account).param("days", daysAgo).update();
    }

    private java.util.List<Integer> ages() {
        return db.sql("select extract(day from now() - decided_at)::int from decision_record")
                .query((row, n) -> row.getInt(1))
                .list();
    }
}
