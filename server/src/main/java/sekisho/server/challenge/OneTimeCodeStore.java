package sekisho.server.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OneTimeCodeStore {
    private final JdbcClient db;

    OneTimeCodeStore(JdbcClient db) {
        this.db = db;
    }

    /// @param usable whether it may still be tried
    record ActiveCode(UUID codeId, Instant expires, boolean usable) {}

    /// @param tries how often the code has been tried, this time included
    record Try(boolean right, int tries) {}

    Instant insert(UUID codeId, CodeOrder order, byte[] mac) {
        return db.sql("""
                        insert into one_time_code (account_id, code_id, attempt_id, purpose, code_mac, sent_to, created_at,
                                                   expires_at)
                        values (:account, :code, :attempt, :purpose, :mac, :to,
                                -- Not now(): which of two is newer is said by the lock, not by who began to wait first.
                                clock_timestamp(), now() + make_interval(mins => :minutes))
                        returning expires_at
                        """)
                .param("account", order.accountId())
                .param("code", codeId)
                .param("attempt", order.attemptId())
                .param("purpose", order.purpose().name())
                .param("mac", mac)
                .param("to", order.to())
                .param("minutes", order.purpose().minutes())
                .query((row, n) -> row.getTimestamp("expires_at").toInstant())
                .single();
    }

    Optional<ActiveCode> newest(UUID accountId, UUID attemptId, ChallengePurpose purpose) {
        return db.sql("""
                        select code_id, expires_at,
                               redeemed_at is null and retired_at is null and expires_at > now() and tries < :most
                                   as usable
                        from one_time_code
                        where account_id = :account and attempt_id = :attempt and purpose = :purpose
                        order by created_at desc, retired_at nulls first limit 1
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("purpose", purpose.name())
                .param("most", OneTimeCodes.TRIES)
                .query((row, n) -> new ActiveCode(
                        row.getObject("code_id", UUID.class),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("usable")))
                .optional();
    }

    /// Counts one try and redeems the code if it is right: one statement, so that of many at once one wins.
    Optional<Try> tryOnce(UUID accountId, UUID codeId, byte[] mac) {
        return db.sql("""
                        update one_time_code
                        set tries = tries + 1, redeemed_at = case when code_mac = :mac then now() end
                        where account_id = :account and code_id = :code
                          and redeemed_at is null and retired_at is null and expires_at > now() and tries < :most
                        returning redeemed_at is not null as matched, tries
                        """)
                .param("account", accountId)
                .param("code", codeId)
                .param("mac", mac)
                .param("most", OneTimeCodes.TRIES)
                .query((row, n) -> new Try(row.getBoolean("matched"), row.getInt("tries")))
                .optional();
    }

    boolean anyLive(List<UUID> accountIds) {
        return db.sql("""
                        select exists (select 1 from one_time_code
                                       where account_id = any(:accounts) and redeemed_at is null and retired_at is null
                                         and expires_at > now() and tries < :most)
                        """)
                .param("accounts", accountIds.toArray(UUID[]::new))
                .param("most", OneTimeCodes.TRIES)
                .query(Boolean.class)
                .single();
    }

    void retire(UUID accountId, UUID attemptId) {
        db.sql("""
                        update one_time_code set retired_at = now()
                        where account_id = :account and attempt_id = :attempt
                          and redeemed_at is null and retired_at is null
                        """).param("account", accountId).param("attempt", attemptId).update();
    }

    void retireAll(UUID accountId) {
        db.sql("""
                        update one_time_code set retired_at = now()
                        where account_id = :account and redeemed_at is null and retired_at is null
                        """).param("account", accountId).update();
    }

    boolean handOver(UUID accountId, UUID fromAttempt, UUID toAttempt, ChallengePurpose purpose) {
        return db.sql("""
                        update one_time_code set attempt_id = :to
                        where account_id = :account and attempt_id = :from and purpose = :purpose
                          and redeemed_at is null and retired_at is null and expires_at > now()
                        """)
                        .param("account", accountId)
                        .param("from", fromAttempt)
                        .param("purpose", purpose.name())
                        .param("to", toAttempt)
                        .update()
                > 0;
    }
}
