package sekisho.server.risk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Evidence;
import tools.jackson.databind.json.JsonMapper;

/// Table `population_hour`, in the engine's own compact forms, and what is to be counted: `lesson` with the
/// evidence of `decision_record`, and `attack_report`.
@Repository
class PopulationStore {
    private static final int PORTION = 1_000;
    private static final String LOCK = "hashtextextended('population_hour', 2)";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PopulationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// What was counted until a full hour.
    record StoredHour(Instant countedUntil, byte[] population, byte @Nullable [] budgets) {}

    /// A proven sign-in that is to be counted.
    ///
    /// @param evidence as it is stored
    /// @param logOdds as they were assessed; `null` where the risk wasn't computed
    record Lesson(
            Instant taughtAt,
            String evidence,
            byte[] historyBefore,
            @Nullable Double logOdds) {}

    /// Until when the newest hour is counted.
    Optional<Instant> countedUntil() {
        return jdbc.sql("select max(counted_until) from population_hour")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /// The newest hours, the newest first.
    List<StoredHour> newest(int most) {
        return jdbc.sql("select * from population_hour order by counted_until desc limit :most")
                .param("most", most)
                .query((row, n) -> new StoredHour(
                        instant(row, "counted_until"), row.getBytes("population"), row.getBytes("budgets")))
                .list();
    }

    Evidence evidence(Lesson lesson) {
        return json.readValue(lesson.evidence, Evidence.class);
    }

    /// The database's time.
    Instant now() {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
    }

    /// Lets nobody else count until the transaction ends.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(" + LOCK + ")").query().singleRow();
    }

    /// The same, without waiting for somebody who counts.
    ///
    /// @return whether nobody does
    boolean lockUnlessCounted() {
        return jdbc.sql("select pg_try_advisory_xact_lock(" + LOCK + ")")
                .query(Boolean.class)
                .single();
    }

    void put(StoredHour hour) {
        jdbc.sql("""
                insert into population_hour (counted_until, population, budgets)
                values (:until, :population, :budgets)
                on conflict (counted_until) do update
                set population = excluded.population, budgets = excluded.budgets
                """)
                .param("until", hour.countedUntil.atOffset(ZoneOffset.UTC))
                .param("population", hour.population)
                .param("budgets", hour.budgets)
                .update();
    }

    /// Deletes all but the newest hours.
    void keep(int newest) {
        jdbc.sql("""
                delete from population_hour where counted_until not in
                    (select counted_until from population_hour order by counted_until desc limit :newest)
                """).param("newest", newest).update();
    }

    /// Tells what was taught in a span of time, in the order in which a replay learns it; in a transaction.
    void lessons(Instant from, Instant until, Consumer<Lesson> listener) {
        try (Stream<Lesson> lessons = jdbc
                .sql("""
                        select l.taught_at, l.history_before, d.evidence, d.assessment ->> 'logOdds' as log_odds
                        from lesson l join decision_record d using (account_id, attempt_id)
                        where l.taught_at >= :from and l.taught_at < :until
                        order by l.taught_at, cast(d.evidence ->> 'at' as timestamptz), l.attempt_id
                        """)
                .withFetchSize(PORTION)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, n) -> lesson(row))
                .stream()) {
            lessons.forEach(listener);
        }
    }

    /// Marks the reports until then as counted; in a transaction. One that is being taken back just now is left out,
    /// without waiting for its member.
    ///
    /// @return they in the order in which a replay counts them
    List<byte[]> takeReports(Instant until) {
        return jdbc.sql("""
                with due as (
                    select account_id, attempt_id from attack_report
                    where not counted and reported_at < :until
                    for update skip locked),
                taken as (
                    update attack_report r set counted = true from due
                    where r.account_id = due.account_id and r.attempt_id = due.attempt_id
                    returning r.reported_at, r.attempt_id, r.report)
                select report from taken order by reported_at, attempt_id
                """)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getBytes("report"))
                .list();
    }

    private Lesson lesson(ResultSet row) throws SQLException {
        String logOdds = row.getString("log_odds");
        return new Lesson(
                instant(row, "taught_at"),
                row.getString("evidence"),
                row.getBytes("history_before"),
                logOdds == null ? null : (Double) Double.parseDouble(logOdds));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
