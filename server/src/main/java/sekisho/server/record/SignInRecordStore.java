package sekisho.server.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.Evidence;
import sekisho.engine.FindingType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

@Repository
class SignInRecordStore {
    private static final String ENTRY = """
            select d.*, (select string_agg(o.outcome, ',' order by o.seq) from outcome_record o
                         where o.account_id = d.account_id and o.attempt_id = d.attempt_id) as outcomes,
                   exists (select 1 from attempt a
                           where a.account_id = d.account_id and a.attempt_id = d.attempt_id and a.expires_at > now()
                             and a.state not in ('RECOVERY_WAITS', 'SIGNED_IN', 'REFUSED', 'CANCELLED')) as waiting,
                   exists (select 1 from attempt a
                           where a.account_id = d.account_id and a.attempt_id = d.attempt_id) as attempt_kept
            from decision_record d
            """;

    private static final String OWN_ENTRY = ENTRY + """
            where d.account_id = :account
            """;

    private static final Set<String> FINDINGS =
            Arrays.stream(FindingType.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    /// A later version may have written others; they are left out.
    private static final Set<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final JdbcClient db;
    private final JsonMapper json;

    SignInRecordStore(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void insert(Decided decided) {
        Assessment assessment = decided.assessment();
        db.sql("""
                        insert into decision_record (account_id, attempt_id, reference, kind, decision, evidence,
                                                     assessment, policy_version, engine_version, authenticators)
                        values (:account, :attempt, :reference, :kind, :decision, cast(:evidence as jsonb),
                                cast(:assessment as jsonb), :policy, :engine, :authenticators)
                        """)
                .param("account", decided.accountId())
                .param("attempt", decided.attemptId())
                .param("reference", decided.reference())
                .param("kind", decided.kind().name())
                .param("decision", decided.decision())
                .param("evidence", json.writeValueAsString(decided.evidence()))
                .param("assessment", assessment == null ? null : json.writeValueAsString(assessment))
                .param("policy", decided.policyVersion())
                .param("engine", decided.engineVersion())
                .param("authenticators", names(decided.authenticators()))
                .update();
    }

    private static @Nullable String names(@Nullable Set<Authenticator> authenticators) {
        return authenticators == null
                ? null
                : authenticators.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    static @Nullable Set<Authenticator> authenticators(@Nullable String names) {
        if (names == null) {
            return null;
        }
        return names.isEmpty()
                ? Set.of()
                : Stream.of(names.split(",")).map(Authenticator::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /// The detail tells when, by the clock that lessons are taught by.
    void insertUnlearned(UUID accountId, Set<UUID> attempts, Instant at) {
        db.sql("""
                        insert into outcome_record (account_id, attempt_id, outcome, detail)
                        select account_id, attempt_id, 'UNLEARNED', :at from lesson
                        where account_id = :account and attempt_id in (:attempts)
                        """)
                .param("account", accountId)
                .param("attempts", attempts)
                .param("at", at.toString())
                .update();
    }

    /// The detail tells when its lesson was taught, if it was: lessons themselves are kept for a month only.
    void insertSignedIn(UUID accountId, UUID attemptId) {
        db.sql("""
                        insert into outcome_record (account_id, attempt_id, outcome, detail)
                        values (:account, :attempt, 'SIGNED_IN',
                                (select to_char(taught_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                                 from lesson where account_id = :account and attempt_id = :attempt))
                        """).param("account", accountId).param("attempt", attemptId).update();
    }

    void insertOutcome(UUID accountId, UUID attemptId, Outcome outcome, @Nullable String detail) {
        db.sql("""
                        insert into outcome_record (account_id, attempt_id, outcome, detail)
                        values (:account, :attempt, :outcome, :detail)
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("outcome", outcome.name())
                .param("detail", detail)
                .update();
    }

    Optional<Decided> find(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select * from decision_record where account_id = :account and attempt_id = :attempt
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .query((row, n) -> decided(row))
                .optional();
    }

    Optional<SignInEntry> findEntry(UUID accountId, UUID attemptId) {
        return db.sql(OWN_ENTRY + "and d.attempt_id = :attempt")
                .param("account", accountId)
                .param("attempt", attemptId)
                .query((row, n) -> entry(row))
                .optional();
    }

    List<SignInEntry> latest(UUID accountId, int days, int most) {
        return db.sql(OWN_ENTRY + """
                          and d.decided_at > now() - make_interval(days => :days)
                        order by d.decided_at desc limit :most
                        """)
                .param("account", accountId)
                .param("days", days)
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    Optional<SignInEntry> findByReference(UUID accountId, String reference) {
        return db.sql(OWN_ENTRY + "and d.reference = :reference order by d.decided_at desc limit 1")
                .param("account", accountId)
                .param("reference", reference)
                .query((row, n) -> entry(row))
                .optional();
    }

    List<SignInEntry> stopped(UUID accountId, int days, int most) {
        return db.sql(OWN_ENTRY + """
                          and d.kind = 'SIGN_IN' and d.decision <> 'DENY'
                          and d.decided_at > now() - make_interval(days => :days)
                          and not exists (select 1 from decision_record n
                                          where n.account_id = d.account_id and n.reference = d.reference
                                            and n.decided_at > d.decided_at)
                          and (not exists (select 1 from outcome_record o
                                           where o.account_id = d.account_id and o.attempt_id = d.attempt_id
                                             and o.outcome = 'SIGNED_IN')
                               or (select o.outcome from outcome_record o
                                   where o.account_id = d.account_id and o.attempt_id = d.attempt_id
                                     and o.outcome in ('REPORTED', 'REPORT_UNDONE')
                                   order by o.seq desc limit 1) = 'REPORTED')
                        order by d.decided_at desc limit :most
                        """)
                .param("account", accountId)
                .param("days", days)
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    List<UUID> attemptsOf(UUID accountId, String reference) {
        return db.sql("""
                        select attempt_id from decision_record where account_id = :account and reference = :reference
                        """)
                .param("account", accountId)
                .param("reference", reference)
                .query((row, n) -> row.getObject("attempt_id", UUID.class))
                .list();
    }

    List<SignInEntry> withReference(String reference, int most) {
        return db.sql(ENTRY + "where d.reference = :reference order by d.decided_at desc limit :most")
                .param("reference", reference)
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    List<TimedOutcome> outcomes(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select outcome, happened_at from outcome_record
                        where account_id = :account and attempt_id = :attempt and outcome in (:known) order by seq
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("known", OUTCOMES)
                .query((row, n) -> new TimedOutcome(
                        Outcome.valueOf(row.getString("outcome")),
                        row.getTimestamp("happened_at").toInstant()))
                .list();
    }

    private SignInEntry entry(ResultSet row) throws SQLException {
        String outcomes = row.getString("outcomes");
        List<Outcome> list = outcomes == null
                ? List.of()
                : Stream.of(outcomes.split(","))
                        .filter(OUTCOMES::contains)
                        .map(Outcome::valueOf)
                        .toList();
        return new SignInEntry(
                decided(row),
                row.getTimestamp("decided_at").toInstant(),
                list,
                row.getBoolean("waiting"),
                row.getBoolean("attempt_kept"));
    }

    private Decided decided(ResultSet row) throws SQLException {
        String assessment = row.getString("assessment");
        return new Decided(
                row.getObject("account_id", UUID.class),
                row.getObject("attempt_id", UUID.class),
                row.getString("reference"),
                AttemptKind.valueOf(row.getString("kind")),
                row.getString("decision"),
                json.readValue(row.getString("evidence"), Evidence.class),
                assessment == null ? null : assessment(assessment),
                row.getString("policy_version"),
                row.getString("engine_version"),
                authenticators(row.getString("authenticators")));
    }

    /// Findings of a kind that this version knows no more are left out; the score stays as it was.
    private Assessment assessment(String recorded) {
        JsonNode tree = json.readTree(recorded);
        ((ArrayNode) tree.required("findings"))
                .removeIf(finding -> !FINDINGS.contains(finding.path("type").asString("")));
        return json.treeToValue(tree, Assessment.class);
    }
}
