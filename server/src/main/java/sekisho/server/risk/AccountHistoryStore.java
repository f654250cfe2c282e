package sekisho.server.risk;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `account_history`: one row an account, in the engine's own compact form.
@Repository
class AccountHistoryStore {
    private final JdbcClient jdbc;

    AccountHistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find(UUID accountId) {
        return jdbc.sql("select history from account_history where account_id = :account")
                .param("account", accountId)
                .query(byte[].class)
                .optional();
    }

    /// The history, locked until the transaction ends; a first one is `empty`.
    byte[] lock(UUID accountId, byte[] empty) {
        return lock(accountId).orElseGet(() -> {
            jdbc.sql("""
                    insert into account_history (account_id, history)
                    values (:account, :empty)
                    on conflict (account_id) do nothing
                    """).param("account", accountId).param("empty", empty).update();
            return lock(accountId).orElseThrow();
        });
    }

    private Optional<byte[]> lock(UUID accountId) {
        return jdbc.sql("select history from account_history where account_id = :account for update")
                .param("account", accountId)
                .query(byte[].class)
                .optional();
    }

    void replace(UUID accountId, byte[] history) {
        jdbc.sql("""
                update account_history
                set history = :history, version = version + 1, changed_at = now()
                where account_id = :account
                """).param("account", accountId).param("history", history).update();
    }
}
