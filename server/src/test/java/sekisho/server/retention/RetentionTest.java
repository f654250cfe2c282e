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
