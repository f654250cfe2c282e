package sekisho.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AuditStore {
    private static final int PORTION = 1_000;

    private final JdbcClient db;

    AuditStore(JdbcClient db) {
        this.db = db;
    }

    static AuditStore in(DataSource database) {
        return new AuditStore(JdbcClient.create(database));
    }

    /// What the next entry follows.
    ///
    /// @param seq 0 before the first
    /// @param now the database's clock, which doesn't go back behind the last entry
    record Last(long seq, byte[] mac, Instant now) {}

    /// Makes everybody else wait who writes, until the caller's transaction ends: one entry follows the other, and what
    /// is rolled back leaves no gap.
    void lock() {
        db.sql("select pg_advisory_xact_lock(hashtextextended('audit_record', 0))")
                .query((row, n) -> true)
                .single();
    }

    Last last() {
        return db.sql("""
                        select coalesce(max(seq), 0) as seq, greatest(clock_timestamp(), max(at)) as now,
                               (select mac from audit_record order by seq desc limit 1) as mac
                        from (select seq, at from audit_record order by seq desc limit 1) last
                        """)
                .query((row, n) -> {
                    byte[] mac = row.getBytes("mac");
                    return new Last(
                            row.getLong("seq"), mac == null ? new byte[AuditMac.BYTES] : mac, instant(row, "now"));
                })
                .single();
    }

    void insert(AuditEntry entry) {
        db.sql("""
                        insert into audit_record (seq, at, staff_id, staff_name, role, action, about_id, case_number,
                                                  reason, previous_mac, mac, key_id)
                        values (:seq, :at, :staff, :name, :role, :action, :about, :case, :reason, :previous, :mac, :key)
                        """)
                .param("seq", entry.seq())
                .param("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
                .param("staff", entry.actor().staffId())
                .param("name", entry.actor().name())
                .param("role", entry.actor().role())
                .param("action", entry.action().name())
                .param("about", entry.aboutId())
                .param("case", entry.caseNumber())
                .param("reason", entry.reason())
                .param("previous", entry.previousMac())
                .param("mac", entry.mac())
                .param("key", entry.keyId())
                .update();
    }

    List<AuditEntry> latestOf(UUID staffId, int most) {
        return db.sql("select * from audit_record where staff_id = :staff order by seq desc limit :most")
                .param("staff", staffId)
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    int countSince(UUID staffId, Collection<Action> actions, Duration last) {
        return db.sql("""
                        select count(*) from audit_record
                        where staff_id = :staff and action in (:actions)
                          and at > clock_timestamp() - make_interval(secs => :seconds)
                        """)
                .param("staff", staffId)
                .param("actions", actions.stream().map(Action::name).toList())
                .param("seconds", last.toSeconds())
                .query(Integer.class)
                .single();
    }

    /// How many such entries somebody had in each clock hour in which he had any and raised no alarm, rounded up; 0 if
    /// he
    /// had none.
    int usualAnHour(UUID staffId, Collection<Action> actions, Duration from, Duration to) {
        return db.sql("""
                        select coalesce(ceil(count(*)::numeric
                                   / nullif(count(distinct date_trunc('hour', at)), 0)), 0)::int
                        from audit_record
                        where staff_id = :staff and action in (:actions)
                          and at > clock_timestamp() - make_interval(secs => :from)
                          and at <= clock_timestamp() - make_interval(secs => :to)
                          and not exists (select 1 from opening_alarm a
                                          where a.staff_id = audit_record.staff_id
                                            and a.hour = date_trunc('hour', audit_record.at))
                        """)
                .param("staff", staffId)
                .param("actions", actions.stream().map(Action::name).toList())
                .param("from", from.toSeconds())
                .param("to", to.toSeconds())
                .query(Integer.class)
                .single();
    }

    /// Makes what somebody opens wait for what he is opening already, until the caller's transaction ends.
    void lockOpenings(UUID staffId) {
        db.sql("select pg_advisory_xact_lock(hashtextextended('opening ' || :staff, 0))")
                .param("staff", staffId.toString())
                .query((row, n) -> true)
                .single();
    }

    /// Writes an alarm down, or what the one of this clock hour has come to.
    ///
    /// @return whether it is a new one
    boolean raise(Actor actor, int openings, int usual, boolean refused) {
        return db.sql("""
                        insert into opening_alarm (staff_id, hour, staff_name, openings, usual, refused)
                        values (:staff, date_trunc('hour', now()), :name, :openings, :usual, :refused)
                        on conflict (staff_id, hour) do update
                            set openings = greatest(opening_alarm.openings, :openings),
                                refused = opening_alarm.refused or :refused
                        returning xmax = 0
                        """)
                .param("staff", actor.staffId())
                .param("name", actor.name())
                .param("openings", openings)
                .param("usual", usual)
                .param("refused", refused)
                .query(Boolean.class)
                .single();
    }

    List<Alarm> alarms(int most) {
        return db.sql("select * from opening_alarm order by raised_at desc limit :most")
                .param("most", most)
                .query((row, n) -> new Alarm(
                        row.getObject("staff_id", UUID.class),
                        row.getString("staff_name"),
                        instant(row, "raised_at"),
                        row.getInt("openings"),
                        row.getInt("usual"),
                        row.getBoolean("refused")))
                .list();
    }

    /// Tells one entry after the other; within a transaction they come in portions.
    void read(Consumer<StoredEntry> listener) {
        try (Stream<StoredEntry> all = db
                .sql("select * from audit_record order by seq")
                .withFetchSize(PORTION)
                .query((row, n) -> stored(row))
                .stream()) {
            all.forEach(listener);
        }
    }

    /// A row of the table.
    ///
    /// @param entry `null` where it holds what no entry can hold
    record StoredEntry(long seq, @Nullable AuditEntry entry) {}

    private static StoredEntry stored(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        try {
            return new StoredEntry(seq, entry(row));
        } catch (IllegalArgumentException unknownAction) {
            return new StoredEntry(seq, null);
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("seq"),
                instant(row, "at"),
                new Actor(row.getObject("staff_id", UUID.class), row.getString("staff_name"), row.getString("role")),
                Action.valueOf(row.getString("action")),
                row.getObject("about_id", UUID.class),
                row.getString("case_number"),
                row.getString("reason"),
                row.getBytes("previous_mac"),
                row.getBytes("mac"),
                row.getString("key_id"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
