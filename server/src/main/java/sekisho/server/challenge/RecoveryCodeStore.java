package sekisho.server.challenge;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RecoveryCodeStore {
    private final JdbcClient db;

    RecoveryCodeStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, byte[] mac, String keyId) {
        db.sql("""
                        insert into recovery_code (account_id, code_mac, key_id) values (:account, :mac, :key)
                        """)
                .param("account", accountId)
                .param("mac", mac)
                .param("key", keyId)
                .update();
    }

    void voidMadeSince(UUID accountId, Instant since) {
        db.sql("""
                        update recovery_code set voided_at = now()
                        where account_id = :account and voided_at is null and made_at >= :since
                        """)
                .param("account", accountId)
                .param("since", Timestamp.from(since))
                .update();
    }

    void voidAll(UUID accountId) {
        db.sql("""
                        update recovery_code set voided_at = now() where account_id = :account and voided_at is null
                        """).param("account", accountId).update();
    }

    /// The keys that the account's codes were made with.
    List<String> keyIds(UUID accountId) {
        return db.sql("""
                        select distinct key_id from recovery_code where account_id = :account and voided_at is null
                        """)
                .param("account", accountId)
                .query((row, n) -> row.getString("key_id"))
                .list();
    }

    /// A key that codes of an account were made with.
    record Saved(UUID accountId, String keyId) {}

    List<Saved> keysOf(List<UUID> accountIds) {
        return db.sql("""
                        select distinct account_id, key_id from recovery_code
                        where account_id = any (cast(:accounts as uuid[])) and voided_at is null
                        """)
                .param("accounts", accountIds.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, n) -> new Saved(row.getObject("account_id", UUID.class), row.getString("key_id")))
                .list();
    }

    /// Which of the accounts has its code, not used yet; the two lists go side by side.
    Optional<UUID> ownerOf(List<UUID> accountIds, List<byte[]> macs) {
        return db.sql("""
                        select c.account_id from recovery_code c
                        join unnest(cast(:accounts as uuid[]), cast(:macs as text[])) typed (account_id, mac)
                          on c.account_id = typed.account_id and c.code_mac = decode(typed.mac, 'hex')
                        where c.redeemed_at is null and c.voided_at is null
                        limit 1
                        """)
                .param("accounts", accountIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("macs", macs.stream().map(HexFormat.of()::formatHex).toArray(String[]::new))
                .query(UUID.class)
                .optional();
    }

    /// Uses a code up: one statement, so that of many at once one wins.
    boolean redeem(UUID accountId, byte[] mac) {
        return db.sql("""
                        update recovery_code set redeemed_at = now()
                        where account_id = :account and code_mac = :mac and redeemed_at is null and voided_at is null
                        returning account_id
                        """)
                .param("account", accountId)
                .param("mac", mac)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    Optional<RecoveryCodes.Saved> saved(UUID accountId) {
        return db.sql("""
                        select count(*) filter (where redeemed_at is null) as left, min(made_at) as since
                        from recovery_code where account_id = :account and voided_at is null
                        having count(*) > 0
                        """)
                .param("account", accountId)
                .query((row, n) -> new RecoveryCodes.Saved(
                        row.getInt("left"), row.getTimestamp("since").toInstant()))
                .optional();
    }
}
