package sekisho.server.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.audit.Actor;
import sekisho.server.support.CaseMessage.Author;
import sekisho.server.support.SupportCase.Origin;
import sekisho.server.support.SupportCase.State;

@Repository
class CaseStore {
    private static final String WAITING = """
            from support_case
            where waiting_since is not null
              and (cast(:language as text) is null or locale = :language)
              and (cast(:topic as text) is null or topic = :topic)
            """;

    private final JdbcClient db;

    CaseStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID caseId, String number, Origin origin, Inquiry inquiry) {
        db.sql("""
                        insert into support_case (account_id, case_id, number, origin, topic, reference, attempt_id, mailbox,
                                                  account_known, locale, state)
                        values (:account, :case, :number, :origin, :topic, :reference, :attempt, :mailbox, :known, :locale,
                                'OPEN')
                        """)
                .param("account", accountId)
                .param("case", caseId)
                .param("number", number)
                .param("origin", origin.name())
                .param("topic", inquiry.topic().name())
                .param("reference", inquiry.reference())
                .param("attempt", inquiry.attemptId())
                .param("mailbox", inquiry.mailbox())
                .param("known", inquiry.accountKnown())
                .param("locale", inquiry.locale().getLanguage())
                .update();
    }

    /// How long the message waited that this one answers is read off the case.
    void insertMessage(
            UUID accountId,
            UUID caseId,
            Author author,
            @Nullable Actor agent,
            String text,
            @Nullable Boolean unchanged) {
        db.sql("""
                        insert into case_message (account_id, case_id, author, staff_id, role, text, unchanged, waited)
                        select account_id, case_id, :author, :staff, :role, :text, :unchanged,
                               case when :author = 'STAFF' then now() - waiting_since end
                        from support_case where account_id = :account and case_id = :case
                        """)
                .param("account", accountId)
                .param("case", caseId)
                .param("author", author.name())
                .param("staff", agent == null ? null : agent.staffId())
                .param("role", agent == null ? null : agent.role())
                .param("text", text)
                .param("unchanged", unchanged)
                .update();
    }

    void memberWrote(UUID accountId, UUID caseId) {
        db.sql("""
                        update support_case set state = 'OPEN', closed_at = null,
                                                waiting_since = coalesce(waiting_since, now())
                        where account_id = :account and case_id = :case
                        """).param("account", accountId).param("case", caseId).update();
    }

    void staffAnswered(UUID accountId, UUID caseId) {
        db.sql("""
                        update support_case set state = 'ANSWERED', waiting_since = null
                        where account_id = :account and case_id = :case
                        """).param("account", accountId).param("case", caseId).update();
    }

    void close(UUID accountId, UUID caseId) {
        db.sql("""
                        update support_case set state = 'CLOSED', closed_at = now(), waiting_since = null
                        where account_id = :account and case_id = :case
                        """).param("account", accountId).param("case", caseId).update();
    }

    boolean openedLately(UUID accountId, UUID caseId, UUID staffId) {
        return db.sql("""
                        select exists (select 1 from case_event
                                       where account_id = :account and case_id = :case and staff_id = :staff
                                         and kind = 'OPENED' and happened_at > now() - interval '1 hour')
                        """)
                .param("account", accountId)
                .param("case", caseId)
                .param("staff", staffId)
                .query(Boolean.class)
                .single();
    }

    void insertEvent(UUID accountId, UUID caseId, CaseEvent.Kind kind, Actor agent, @Nullable String reason) {
        db.sql("""
                        insert into case_event (account_id, case_id, kind, staff_id, role, reason)
                        values (:account, :case, :kind, :staff, :role, :reason)
                        """)
                .param("account", accountId)
                .param("case", caseId)
                .param("kind", kind.name())
                .param("staff", agent.staffId())
                .param("role", agent.role())
                .param("reason", reason)
                .update();
    }

    Optional<SupportCase> find(UUID accountId, UUID caseId) {
        return db.sql("select * from support_case where account_id = :account and case_id = :case")
                .param("account", accountId)
                .param("case", caseId)
                .query(CaseStore::supportCase)
                .optional();
    }

    Optional<SupportCase> findByNumber(String number) {
        return db.sql("select * from support_case where number = :number")
                .param("number", number)
                .query(CaseStore::supportCase)
                .optional();
    }

    Optional<SupportCase> findLookUp(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select * from support_case
                        where account_id = :account and attempt_id = :attempt and origin = 'LOOK_UP' and state <> 'CLOSED'
                        order by opened_at desc limit 1
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .query(CaseStore::supportCase)
                .optional();
    }

    List<SupportCase> of(UUID accountId, int most) {
        return db.sql("""
                        select * from support_case where account_id = :account order by opened_at desc limit :most
                        """)
                .param("account", accountId)
                .param("most", most)
                .query(CaseStore::supportCase)
                .list();
    }

    List<SupportCase> waiting(@Nullable String language, @Nullable Topic topic, int from, int most) {
        return db.sql("select * " + WAITING + " order by waiting_since, number limit :most offset :from")
                .param("language", language)
                .param("topic", topic == null ? null : topic.name())
                .param("most", most)
                .param("from", from)
                .query(CaseStore::supportCase)
                .list();
    }

    int countWaiting(@Nullable String language, @Nullable Topic topic) {
        return db.sql("select count(*) " + WAITING)
                .param("language", language)
                .param("topic", topic == null ? null : topic.name())
                .query(Integer.class)
                .single();
    }

    List<CaseMessage> messages(UUID accountId, UUID caseId) {
        return db.sql("select * from case_message where account_id = :account and case_id = :case order by seq")
                .param("account", accountId)
                .param("case", caseId)
                .query((row, n) -> new CaseMessage(
                        row.getLong("seq"),
                        Author.valueOf(row.getString("author")),
                        row.getString("role"),
                        row.getString("text"),
                        row.getTimestamp("written_at").toInstant()))
                .list();
    }

    List<CaseEvent> events(UUID accountId, UUID caseId) {
        return db.sql("select * from case_event where account_id = :account and case_id = :case order by seq")
                .param("account", accountId)
                .param("case", caseId)
                .query((row, n) -> new CaseEvent(
                        CaseEvent.Kind.valueOf(row.getString("kind")),
                        row.getString("role"),
                        row.getString("reason"),
                        row.getTimestamp("happened_at").toInstant()))
                .list();
    }

    void lock(UUID accountId, UUID caseId) {
        db.sql("select 1 from support_case where account_id = :account and case_id = :case for update")
                .param("account", accountId)
                .param("case", caseId)
                .query(Integer.class)
                .single();
    }

    List<ReplyFigure> figures(int days) {
        return db.sql("""
                        select c.locale, c.topic, count(*) as sent, count(*) filter (where m.unchanged) as unchanged,
                               extract(epoch from percentile_cont(0.5) within group (order by m.waited)) as waited
                        from case_message m
                        join support_case c on c.account_id = m.account_id and c.case_id = m.case_id
                        where m.author = 'STAFF' and m.written_at > now() - make_interval(days => :days)
                        group by c.locale, c.topic order by c.locale, c.topic
                        """)
                .param("days", days)
                .query((row, n) -> {
                    double waited = row.getDouble("waited");
                    boolean none = row.wasNull();
                    return new ReplyFigure(
                            Locale.of(row.getString("locale")),
                            Topic.valueOf(row.getString("topic")),
                            row.getInt("sent"),
                            row.getInt("unchanged"),
                            none ? null : Duration.ofSeconds(Math.round(waited)));
                })
                .list();
    }

    private static SupportCase supportCase(ResultSet row, int n) throws SQLException {
        Timestamp waiting = row.getTimestamp("waiting_since");
        return new SupportCase(
                row.getObject("account_id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getString("number"),
                Origin.valueOf(row.getString("origin")),
                Topic.valueOf(row.getString("topic")),
                row.getString("reference"),
                row.getObject("attempt_id", UUID.class),
                row.getString("mailbox"),
                row.getBoolean("account_known"),
                Locale.of(row.getString("locale")),
                State.valueOf(row.getString("state")),
                row.getTimestamp("opened_at").toInstant(),
                waiting == null ? null : waiting.toInstant());
    }
}
