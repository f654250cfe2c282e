package sekisho.server.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.account.EmailAddress;
import sekisho.server.platform.AccountToken;

@Repository
class SupportAccessStore {
    private final JdbcClient db;

    SupportAccessStore(JdbcClient db) {
        this.db = db;
    }

    /// The same browser begins again with the same row.
    void begin(AccountToken token, UUID accessId, EmailAddress mailbox, Topic topic, @Nullable String reference) {
        db.sql("""
                        insert into support_access (account_id, access_id, token_hash, mailbox, topic, reference,
                                                    expires_at)
                        values (:account, :access, :hash, :mailbox, :topic, :reference,
                                now() + make_interval(secs => :open))
                        on conflict (account_id, access_id) do update
                        set token_hash = excluded.token_hash, topic = excluded.topic, reference = excluded.reference,
                            expires_at = excluded.expires_at, proved_at = null
                        """)
                .param("account", token.accountId())
                .param("access", accessId)
                .param("hash", token.token().hash())
                .param("mailbox", mailbox.text())
                .param("topic", topic.name())
                .param("reference", reference)
                .param("open", SupportAccesses.OPEN.toSeconds())
                .update();
    }

    Optional<SupportAccess> find(AccountToken token) {
        return db.sql("""
                        select * from support_access
                        where account_id = :account and token_hash = :hash and expires_at > now()
                        """)
                .param("account", token.accountId())
                .param("hash", token.token().hash())
                .query(SupportAccessStore::access)
                .optional();
    }

    void prove(UUID accessId, AccountToken renewed) {
        db.sql("""
                        update support_access
                        set proved_at = now(), token_hash = :hash, expires_at = now() + make_interval(secs => :open)
                        where account_id = :account and access_id = :access
                        """)
                .param("account", renewed.accountId())
                .param("access", accessId)
                .param("hash", renewed.token().hash())
                .param("open", SupportAccesses.OPEN.toSeconds())
                .update();
    }

    void end(AccountToken token) {
        db.sql("delete from support_access where account_id = :account and token_hash = :hash")
                .param("account", token.accountId())
                .param("hash", token.token().hash())
                .update();
    }

    void endAll(List<UUID> accountIds) {
        db.sql("delete from support_access where account_id = any(:accounts)")
                .param("accounts", accountIds.toArray(UUID[]::new))
                .update();
    }

    private static SupportAccess access(ResultSet row, int n) throws SQLException {
        return new SupportAccess(
                row.getObject("account_id", UUID.class),
                row.getObject("access_id", UUID.class),
                EmailAddress.parse(row.getString("mailbox")).orElseThrow(),
                Topic.valueOf(row.getString("topic")),
                row.getString("reference"),
                row.getTimestamp("expires_at").toInstant(),
                row.getTimestamp("proved_at") != null);
    }
}
