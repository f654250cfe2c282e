package sekisho.server.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Evidence;

@Repository
class DeviceStore {
    private final JdbcClient db;

    DeviceStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Device> find(UUID accountId, byte[] tokenHash) {
        return db.sql("""
                        select * from device
                        where account_id = :account and forgotten_at is null and expires_at > now()
                          and (token_hash = :hash or old_token_hash = :hash and old_token_until > now())
                        """)
                .param("account", accountId)
                .param("hash", tokenHash)
                .query(DeviceStore::device)
                .optional();
    }

    Optional<RememberedAccount> findAccount(UUID accountId, byte[] tokenHash) {
        return db.sql("""
                        select d.device_id, d.name_hidden, d.expires_at <= now() as unused, a.name, a.label, a.email
                        from device d join account a using (account_id)
                        where d.account_id = :account and d.removed_at is null
                          and (d.token_hash = :hash or d.old_token_hash = :hash and d.old_token_until > now())
                        """)
                .param("account", accountId)
                .param("hash", tokenHash)
                .query((row, n) -> new RememberedAccount(
                        accountId,
                        row.getObject("device_id", UUID.class),
                        row.getString("name"),
                        row.getString("label"),
                        row.getString("email"),
                        row.getBoolean("name_hidden"),
                        row.getBoolean("unused")))
                .optional();
    }

    boolean rotate(UUID accountId, UUID deviceId, byte[] tokenHash, Evidence.Browser browser) {
        return db.sql("""
                        update device
                        set old_token_hash = token_hash, old_token_until = now() + interval '5 minutes',
                            token_hash = :hash, last_used_at = now(), expires_at = now() + make_interval(secs => :seconds),
                            browser = :browser, system = :system, device_type = :type
                        where account_id = :account and device_id = :device and forgotten_at is null
                          and (old_token_until is null or old_token_until < now())
                        """)
                        .param("account", accountId)
                        .param("device", deviceId)
                        .param("hash", tokenHash)
                        .param("seconds", Devices.REMEMBERED_FOR.toSeconds())
                        .param("browser", browser.family())
                        .param("system", browser.system())
                        .param("type", browser.deviceType())
                        .update()
                == 1;
    }

    boolean isRemembered(UUID accountId, UUID deviceId) {
        return db.sql("""
                        select exists (select 1 from device
                                       where account_id = :account and device_id = :device and forgotten_at is null)
                        """)
                .param("account", accountId)
                .param("device", deviceId)
                .query(Boolean.class)
                .single();
    }

    void insert(UUID accountId, UUID deviceId, byte[] tokenHash, Evidence.Browser browser) {
        db.sql("""
                        insert into device (account_id, device_id, token_hash, browser, system, device_type, expires_at)
                        values (:account, :device, :hash, :browser, :system, :type,
                                now() + make_interval(secs => :seconds))
                        """)
                .param("account", accountId)
                .param("device", deviceId)
                .param("hash", tokenHash)
                .param("seconds", Devices.REMEMBERED_FOR.toSeconds())
                .param("browser", browser.family())
                .param("system", browser.system())
                .param("type", browser.deviceType())
                .update();
    }

    void keep(UUID accountId, UUID deviceId) {
        db.sql("""
                        update device set last_used_at = now(), expires_at = now() + make_interval(secs => :seconds)
                        where account_id = :account and device_id = :device and forgotten_at is null
                        """)
                .param("account", accountId)
                .param("device", deviceId)
                .param("seconds", Devices.REMEMBERED_FOR.toSeconds())
                .update();
    }

    void hideName(UUID accountId, UUID deviceId, boolean hidden) {
        db.sql("""
                        update device set name_hidden = :hidden where account_id = :account and device_id = :device
                        """)
                .param("account", accountId)
                .param("device", deviceId)
                .param("hidden", hidden)
                .update();
    }

    void remove(UUID accountId, UUID deviceId) {
        db.sql("""
                        update device set removed_at = now(), forgotten_at = coalesce(forgotten_at, now())
                        where account_id = :account and device_id = :device and removed_at is null
                        """).param("account", accountId).param("device", deviceId).update();
    }

    void removeAll(UUID accountId) {
        db.sql("""
                        update device set removed_at = now(), forgotten_at = coalesce(forgotten_at, now())
                        where account_id = :account and removed_at is null
                        """).param("account", accountId).update();
    }

    void forgetAll(UUID accountId, @Nullable UUID except) {
        db.sql("""
                        update device set forgotten_at = now()
                        where account_id = :account and forgotten_at is null
                          and device_id is distinct from cast(:except as uuid)
                        """).param("account", accountId).param("except", except).update();
    }

    List<Device> list(UUID accountId) {
        return db.sql("""
                        select * from device
                        where account_id = :account and forgotten_at is null and expires_at > now()
                        order by last_used_at desc limit 100
                        """)
                .param("account", accountId)
                .query(DeviceStore::device)
                .list();
    }

    Optional<Instant> rememberedUntil(UUID accountId, UUID deviceId) {
        return db.sql("""
                        select expires_at from device
                        where account_id = :account and device_id = :device and forgotten_at is null
                          and expires_at > now()
                        """)
                .param("account", accountId)
                .param("device", deviceId)
                .query((row, n) -> row.getTimestamp("expires_at").toInstant())
                .optional();
    }

    private static Device device(ResultSet row, int n) throws SQLException {
        return new Device(
                row.getObject("device_id", UUID.class),
                row.getString("browser"),
                row.getString("system"),
                row.getString("device_type"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("name_hidden"));
    }
}
