package sekisho.server.password;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The stored passwords of the accounts: the current one and the last ones.
@Repository
class CredentialStore {
    /// How many passwords of an account are remembered, the current one included.
    static final int REMEMBERED = 24;

    private final JdbcClient jdbc;

    CredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The current password of an account.
    ///
    /// @param encoded in the form of [EncodedPassword]
    /// @param unsafeCause why it may not be used any more without a reset; null while it is good
    record Credential(
            UUID accountId, String encoded, @Nullable String unsafeCause) {
        @Override
        public String toString() {
            return "Credential(●)";
        }
    }

    Optional<Credential> find(UUID accountId) {
        return find(List.of(accountId)).stream().findFirst();
    }

    /// The current passwords of accounts, in their order; one statement, also for none of them.
    List<Credential> find(List<UUID> accountIds) {
        return jdbc.sql("""
                        select account_id, encoded, unsafe_cause
                          from credential
                         where account_id = any (cast(:accounts as uuid[]))
                         order by array_position(cast(:accounts as uuid[]), account_id)
                        """)
                .param("accounts", accountIds.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> new Credential(
                        row.getObject("account_id", UUID.class),
                        row.getString("encoded"),
                        row.getString("unsafe_cause")))
                .list();
    }

    /// The remembered passwords, the newest first.
    List<String> history(UUID accountId) {
        return jdbc.sql("""
                        select encoded
                          from credential_history
                         where account_id = :account
                         order by seq desc
                         limit :remembered
                        """)
                .param("account", accountId)
                .param("remembered", REMEMBERED)
                .query((row, number) -> row.getString("encoded"))
                .list();
    }

    void replace(UUID accountId, String encoded) {
        jdbc.sql("""
                        insert into credential (account_id, encoded) values (:account, :encoded)
                        on conflict (account_id) do update
                           set encoded = excluded.encoded, set_at = now(), unsafe_cause = null, unsafe_since = null
                        """).param("account", accountId).param("encoded", encoded).update();
        jdbc.sql("""
                        insert into credential_history (account_id, encoded) values (:account, :encoded)
                        """).param("account", accountId).param("encoded", encoded).update();
        jdbc.sql("""
                        delete from credential_history
                         where account_id = :account
                           and seq not in (select seq
                                             from credential_history
                                            where account_id = :account
                                            order by seq desc
                                            limit :remembered)
                        """)
                .param("account", accountId)
                .param("remembered", REMEMBERED)
                .update();
    }

    /// Keeps the same password under newer parameters; does nothing if it has been changed meanwhile.
    void rehash(UUID accountId, String old, String encoded) {
        jdbc.sql("""
                        with moved as (
                            update credential
                               set encoded = :encoded
                             where account_id = :account and encoded = :old
                            returning account_id)
                        update credential_history
                           set encoded = :encoded
                         where account_id = (select account_id from moved) and encoded = :old
                        """)
                .param("account", accountId)
                .param("old", old)
                .param("encoded", encoded)
                .update();
    }

    void markUnsafe(UUID accountId, String cause) {
        jdbc.sql("""
                        update credential
                           set unsafe_cause = :cause, unsafe_since = now()
                         where account_id = :account
                        """).param("account", accountId).param("cause", cause).update();
    }

    Instant setAt(UUID accountId) {
        return jdbc.sql("select set_at from credential where account_id = :account")
                .param("account", accountId)
                .query((row, n) -> row.getTimestamp("set_at").toInstant())
                .single();
    }

    boolean switchOff(UUID accountId, String cause, Instant knownAt) {
        return jdbc.sql("""
                        update credential
                           set unsafe_cause = :cause, unsafe_since = now()
                         where account_id = :account and set_at <= :knownAt
                           and (unsafe_cause is null or unsafe_cause = :cause)
                        """)
                        .param("account", accountId)
                        .param("cause", cause)
                        .param("knownAt", Timestamp.from(knownAt))
                        .update()
                == 1;
    }

    void switchOn(UUID accountId, String cause) {
        jdbc.sql("""
                        update credential
                           set unsafe_cause = null, unsafe_since = null
                         where account_id = :account and unsafe_cause = :cause
                        """).param("account", accountId).param("cause", cause).update();
    }
}
