package sekisho.server.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whatever changes both an account and its invitation locks the account first, within a transaction: so nobody waits
/// for
/// somebody who waits for him.
@Repository
class StaffStore {
    private final JdbcClient db;

    StaffStore(JdbcClient db) {
        this.db = db;
    }

    static StaffStore in(DataSource database) {
        return new StaffStore(JdbcClient.create(database));
    }

    /// One of the staff, be he able to sign in or not.
    ///
    /// @param encoded his password; `null` if he can't sign in
    /// @param seed what his one-time passwords come from; `null` if he can't sign in
    record Row(
            UUID staffId,
            String name,
            StaffRole role,
            @Nullable String encoded,
            Totp.@Nullable Seed seed) {}

    /// An invitation that is still good.
    ///
    /// @param encoded the password that was chosen; `null` before that
    /// @param seed what the one-time passwords are to come from; `null` before that
    record Invited(
            UUID staffId,
            String name,
            StaffRole role,
            byte[] codeMac,
            String keyId,
            @Nullable String encoded,
            Totp.@Nullable Seed seed) {}

    Optional<Row> find(StaffName name) {
        return db.sql("select * from staff where folded_name = :name")
                .param("name", name.folded())
                .query((row, n) -> {
                    boolean open = row.getTimestamp("disabled_at") == null;
                    return new Row(
                            row.getObject("staff_id", UUID.class),
                            row.getString("name"),
                            StaffRole.valueOf(row.getString("role")),
                            open ? row.getString("encoded") : null,
                            open ? seed(row) : null);
                })
                .optional();
    }

    /// Makes somebody one of the staff, or takes password and one-time passwords from whoever is called so.
    UUID put(UUID freshId, StaffName name, StaffRole role) {
        return db.sql("""
                        insert into staff (staff_id, name, folded_name, role)
                        values (:id, :name, :folded, :role)
                        on conflict (folded_name) do update
                            set name = :name, role = :role, encoded = null, totp_nonce = null, totp_key_id = null,
                                totp_step = null, invited_at = now(), joined_at = null, disabled_at = null
                        returning staff_id
                        """)
                .param("id", freshId)
                .param("name", name.text())
                .param("folded", name.folded())
                .param("role", role.name())
                .query(UUID.class)
                .single();
    }

    Instant invite(UUID staffId, byte[] codeMac, String keyId, Duration life) {
        return db.sql("""
                        insert into staff_invitation (staff_id, code_mac, key_id, expires_at)
                        values (:id, :mac, :key, now() + make_interval(secs => :life))
                        on conflict (staff_id) do update
                            set code_mac = :mac, key_id = :key, expires_at = excluded.expires_at, join_hash = null,
                                encoded = null, totp_nonce = null, totp_key_id = null
                        returning expires_at
                        """)
                .param("id", staffId)
                .param("mac", codeMac)
                .param("key", keyId)
                .param("life", life.toSeconds())
                .query((row, n) -> row.getTimestamp("expires_at").toInstant())
                .single();
    }

    Optional<Invited> findInvited(StaffName name) {
        return db.sql("""
                        select i.*, s.name, s.role from staff s join staff_invitation i using (staff_id)
                        where s.folded_name = :name and i.expires_at > now() and s.disabled_at is null
                        """)
                .param("name", name.folded())
                .query((row, n) -> invited(row))
                .optional();
    }

    /// The invitation that a browser is using.
    Optional<Invited> findJoining(UUID staffId, byte[] joinHash) {
        return db.sql("""
                        select i.*, s.name, s.role from staff s join staff_invitation i using (staff_id)
                        where i.staff_id = :id and i.join_hash = :hash and i.expires_at > now()
                          and s.disabled_at is null
                        """)
                .param("id", staffId)
                .param("hash", joinHash)
                .query((row, n) -> invited(row))
                .optional();
    }

    /// Ties an invitation to a browser, from the beginning; false if it isn't the one that was looked up.
    boolean begin(Invited invited, byte[] joinHash) {
        return db.sql("""
                        update staff_invitation
                        set join_hash = :hash, encoded = null, totp_nonce = null, totp_key_id = null
                        where staff_id = :id and code_mac = :mac and expires_at > now()
                        """)
                        .param("id", invited.staffId())
                        .param("mac", invited.codeMac())
                        .param("hash", joinHash)
                        .update()
                == 1;
    }

    /// Keeps what was chosen until the app is proved; false if another browser has begun, or the invitation is over.
    boolean choose(UUID staffId, byte[] joinHash, String encoded, Totp.Seed seed) {
        return db.sql("""
                        update staff_invitation
                        set encoded = :encoded, totp_nonce = :nonce, totp_key_id = :key
                        where staff_id = :id and join_hash = :hash and expires_at > now()
                        """)
                        .param("id", staffId)
                        .param("hash", joinHash)
                        .param("encoded", encoded)
                        .param("nonce", seed.nonce())
                        .param("key", seed.keyId())
                        .update()
                == 1;
    }

    /// Uses an invitation up: what was chosen with it is now good. False if somebody else has used it, or it is gone.
    boolean join(UUID staffId, byte[] joinHash, long step) {
        db.sql("select staff_id from staff where staff_id = :id for update")
                .param("id", staffId)
                .query(UUID.class)
                .optional();
        return db.sql("""
                        with used as (
                            delete from staff_invitation
                            where staff_id = :id and join_hash = :hash and expires_at > now()
                              and encoded is not null
                            returning staff_id, encoded, totp_nonce, totp_key_id)
                        update staff s
                        set encoded = used.encoded, totp_nonce = used.totp_nonce, totp_key_id = used.totp_key_id,
                            totp_step = :step, joined_at = now()
                        from used where s.staff_id = used.staff_id and s.disabled_at is null
                        """)
                        .param("id", staffId)
                        .param("hash", joinHash)
                        .param("step", step)
                        .update()
                == 1;
    }

    /// Uses a one-time password up; false if it was used before, or the password isn't the one that was compared any
    /// more.
    boolean useStep(Row staff, long step) {
        return db.sql("""
                        update staff set totp_step = :step
                        where staff_id = :id and totp_step < :step and encoded = :encoded and disabled_at is null
                        """)
                        .param("id", staff.staffId())
                        .param("step", step)
                        .param("encoded", staff.encoded())
                        .update()
                == 1;
    }

    /// The database's clock, which every node tells alike.
    Instant now() {
        return db.sql("select clock_timestamp() as now")
                .query((row, n) -> row.getTimestamp("now").toInstant())
                .single();
    }

    Optional<Row> disable(StaffName name) {
        db.sql("select staff_id from staff where folded_name = :name for update")
                .param("name", name.folded())
                .query(UUID.class)
                .optional();
        return db.sql("""
                        with gone as (
                            delete from staff_invitation i using staff s
                            where i.staff_id = s.staff_id and s.folded_name = :name)
                        update staff set disabled_at = now() where folded_name = :name and disabled_at is null
                        returning staff_id, name, role
                        """)
                .param("name", name.folded())
                .query((row, n) -> new Row(
                        row.getObject("staff_id", UUID.class),
                        row.getString("name"),
                        StaffRole.valueOf(row.getString("role")),
                        null,
                        null))
                .optional();
    }

    List<StaffListing> list() {
        return db.sql("""
                        select s.name, s.role, s.disabled_at, s.encoded, i.expires_at > now() as invited,
                               (select max(started_at) from staff_session x where x.staff_id = s.staff_id) as last
                        from staff s left join staff_invitation i using (staff_id)
                        order by s.folded_name
                        """)
                .query((row, n) -> {
                    Timestamp last = row.getTimestamp("last");
                    return new StaffListing(
                            row.getString("name"),
                            StaffRole.valueOf(row.getString("role")),
                            state(row),
                            last == null ? null : last.toInstant());
                })
                .list();
    }

    private static StaffListing.State state(ResultSet row) throws SQLException {
        if (row.getTimestamp("disabled_at") != null) {
            return StaffListing.State.DISABLED;
        }
        if (row.getString("encoded") != null) {
            return StaffListing.State.ACTIVE;
        }
        return row.getBoolean("invited") ? StaffListing.State.INVITED : StaffListing.State.EXPIRED;
    }

    private static Invited invited(ResultSet row) throws SQLException {
        return new Invited(
                row.getObject("staff_id", UUID.class),
                row.getString("name"),
                StaffRole.valueOf(row.getString("role")),
                row.getBytes("code_mac"),
                row.getString("key_id"),
                row.getString("encoded"),
                seed(row));
    }

    private static Totp.@Nullable Seed seed(ResultSet row) throws SQLException {
        byte[] nonce = row.getBytes("totp_nonce");
        return nonce == null ? null : new Totp.Seed(nonce, row.getString("totp_key_id"));
    }
}
