package sekisho.server.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountStore {
    private final JdbcClient db;

    AccountStore(JdbcClient db) {
        this.db = db;
    }

    Optional<LoginIdentity> findIdentity(String canonicalAddress) {
        return db.sql("""
                        select account_id, salt from login_identifier where identifier = :identifier
                        """)
                .param("identifier", canonicalAddress)
                .query((row, n) ->
                        new LoginIdentity(row.getObject("account_id", UUID.class), row.getBytes("salt"), true))
                .optional();
    }

    Optional<Account> find(UUID accountId) {
        return db.sql("""
                        select * from account where account_id = :account
                        """)
                .param("account", accountId)
                .query(AccountStore::account)
                .optional();
    }

    Optional<Account> lock(UUID accountId) {
        // A phantom has no row to lock: the key of the account itself is locked, so that both wait alike.
        db.sql("""
                        select pg_advisory_xact_lock(hashtextextended(:account, 0))
                        """)
                .param("account", accountId.toString())
                .query((row, n) -> accountId)
                .single();
        return db.sql("""
                        select * from account where account_id = :account for update
                        """)
                .param("account", accountId)
                .query(AccountStore::account)
                .optional();
    }

    boolean insert(
            UUID accountId,
            EmailAddress address,
            byte[] salt,
            String name,
            @Nullable String nameKana,
            @Nullable String phone,
            Locale locale) {
        int joined = db.sql("""
                        insert into login_identifier (identifier, account_id, salt)
                        values (:identifier, :account, :salt)
                        on conflict do nothing
                        """)
                .param("identifier", address.canonical())
                .param("account", accountId)
                .param("salt", salt)
                .update();
        if (joined == 0) {
            return false;
        }
        db.sql("""
                        insert into account (account_id, name, name_kana, email, phone, locale)
                        values (:account, :name, :kana, :email, :phone, :locale)
                        """)
                .param("account", accountId)
                .param("name", name)
                .param("kana", nameKana)
                .param("email", address.text())
                .param("phone", phone)
                .param("locale", locale.getLanguage())
                .update();
        return true;
    }

    Optional<String> label(UUID accountId) {
        return db.sql("""
                        select label from account where account_id = :account and label is not null
                        """).param("account", accountId).query(String.class).optional();
    }

    void setLabel(UUID accountId, @Nullable String label) {
        db.sql("""
                        update account set label = :label where account_id = :account
                        """).param("account", accountId).param("label", label).update();
    }

    void disable(UUID accountId) {
        db.sql("""
                        update account set disabled_at = now() where account_id = :account and disabled_at is null
                        """).param("account", accountId).update();
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                row.getString("name_kana"),
                row.getString("email"),
                row.getString("phone"),
                Locale.of(row.getString("locale")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("disabled_at") != null);
    }
}
