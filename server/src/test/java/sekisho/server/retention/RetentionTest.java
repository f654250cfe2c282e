package sekisho.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
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
