package sekisho.server.risk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.AttackReport;

/// Table `attack_report`. [PopulationStore] counts it.
@Repository
class AttackReportStore {
    private final JdbcClient jdbc;

    AttackReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One that was counted before it was taken back stays as it is: a sign-in counts once.
    void insert(UUID accountId, UUID attemptId, AttackReport report) {
        jdbc.sql("""
                insert into attack_report (account_id, attempt_id, reported_at, report)
                values (:account, :attempt, :at, :report)
                on conflict (account_id, attempt_id) do nothing
                """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("at", report.at().atOffset(ZoneOffset.UTC))
                .param("report", report.toBytes())
                .update();
    }

    int countSince(UUID accountId, Instant since) {
        return jdbc.sql("select count(*) from attack_report where account_id = :account and reported_at > :since")
                .param("account", accountId)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    void deleteUnlessCounted(UUID accountId, UUID attemptId) {
        jdbc.sql("delete from attack_report where account_id = :account and attempt_id = :attempt and not counted")
                .param("account", accountId)
                .param("attempt", attemptId)
                .update();
    }
}
