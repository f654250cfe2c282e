package sekisho.server.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.engine.AttackReport;
import sekisho.engine.Authenticator;
import sekisho.engine.Evidence;
import tools.jackson.databind.json.JsonMapper;

/// Reads the whole log with what was learned of it, in the order in which lessons of the same moment are counted.
final class LoginHistoryStore {
    private static final int PORTION = 1_000;

    /// What the log holds of one attempt.
    ///
    /// @param logOdds as they were assessed; `null` where the risk wasn't computed
    /// @param taughtAt when its lesson was taught; `null` for none, and a month later
    /// @param signedInAt when it ended in a session; `null` if it didn't
    /// @param learnedAt when it was learned, as the outcome tells; `null` if it wasn't, and in records of old versions
    /// @param unlearnedAt when that was forgotten; `null` if it wasn't
    /// @param report as it counts; `null` if its owner reported nothing, or took it back before it was counted
    /// @param reported whether its owner said that it wasn't him
    /// @param own whether he said that it was
    record Logged(
            UUID accountId,
            UUID attemptId,
            String decision,
            Evidence evidence,
            @Nullable Double logOdds,
            String policyVersion,
            String engineVersion,
            @Nullable Set<Authenticator> authenticators,
            @Nullable Instant taughtAt,
            @Nullable Instant signedInAt,
            @Nullable Instant learnedAt,
            @Nullable Instant unlearnedAt,
            @Nullable AttackReport report,
            boolean reported,
            boolean own) {}

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final JsonMapper json = new JsonMapper();

    LoginHistoryStore(DataSource database) {
        db = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.setReadOnly(true);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    long count() {
        return db.sql("select count(*) from decision_record").query(Long.class).single();
    }

    /// Tells one after the other, as they stand at the beginning.
    void read(Consumer<Logged> listener) {
        transactions.executeWithoutResult(status -> {
            try (Stream<Logged> all = db.sql("""
                            select d.*, d.assessment ->> 'logOdds' as log_odds, l.taught_at, r.report, o.*,
                                   exists (select 1 from label b
                                           where b.account_id = d.account_id and b.attempt_id = d.attempt_id
                                             and b.verdict = 'LEGITIMATE' and b.source = 'MEMBER') as own
                            from decision_record d
                            left join lesson l on l.account_id = d.account_id and l.attempt_id = d.attempt_id
                            left join attack_report r
                                on r.account_id = d.account_id and r.attempt_id = d.attempt_id
                            cross join lateral (
                                select max(happened_at) filter (where outcome = 'SIGNED_IN') as signed_in_at,
                                       max(detail) filter (where outcome = 'SIGNED_IN') as learned,
                                       max(detail) filter (where outcome = 'UNLEARNED') as unlearned,
                                       max(seq) filter (where outcome = 'REPORTED')
                                           > coalesce(max(seq) filter (where outcome = 'REPORT_UNDONE'), 0) as reported
                                from outcome_record
                                where account_id = d.account_id and attempt_id = d.attempt_id) o
                            order by cast(d.evidence ->> 'at' as timestamptz), d.attempt_id
                            """).withFetchSize(PORTION).query((row, n) -> logged(row)).stream()) {
                all.forEach(listener);
            }
        });
    }

    private Logged logged(ResultSet row) throws SQLException {
        String logOdds = row.getString("log_odds");
        return new Logged(
                row.getObject("account_id", UUID.class),
                row.getObject("attempt_id", UUID.class),
                row.getString("decision"),
                json.readValue(row.getString("evidence"), Evidence.class),
                logOdds == null ? null : (Double) Double.parseDouble(logOdds),
                row.getString("policy_version"),
                row.getString("engine_version"),
                SignInRecordStore.authenticators(row.getString("authenticators")),
                instant(row, "taught_at"),
                instant(row, "signed_in_at"),
                parsed(row.getString("learned")),
                parsed(row.getString("unlearned")),
                report(row.getBytes("report")),
                row.getBoolean("reported"),
                row.getBoolean("own"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable AttackReport report(byte @Nullable [] stored) {
        return stored == null ? null : AttackReport.fromBytes(stored);
    }

    private static @Nullable Instant parsed(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
