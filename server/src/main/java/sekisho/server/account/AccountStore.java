package sekisho.server.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /// What an address leads to.
    ///
    /// @param accounts the longest there first
    /// @param salt theirs; `null` if there are none
    /// @param taken whether an account has the id that was to be the phantom's
    record Found(List<UUID> accounts, byte @Nullable [] salt, boolean taken) {}

    private record Row(@Nullable UUID accountId, byte @Nullable [] salt, boolean taken) {}

    /// One statement, whether the address is known or not.
    Found find(String canonicalAddress, UUID phantomId) {
        List<Row> rows = db.sql("""
                        select l.account_id, l.salt,
                               exists (select 1 from account where account_id = :phantom) as taken
                        from (select 1) one left join login_identifier l on l.identifier = :identifier
                        order by l.joined_at, l.slot
                        """)
                .param("identifier", canonicalAddress)
                .param("phantom", phantomId)
                .query((row, n) ->
                        new Row(row.getObject("account_id", UUID.class), row.getBytes("salt"), row.getBoolean("taken")))
                .list();
        Row first = rows.getFirst();
        List<UUID> accounts =
                rows.stream().map(Row::accountId).filter(Objects::nonNull).toList();
        return new Found(accounts, first.salt(), first.taken());
    }

    /// Of those who join or compare on one address, one goes at a time.
    void lockAddress(String canonicalAddress) {
        db.sql("""
                        select pg_advisory_xact_lock(hashtextextended(:identifier, 1))
                        """)
                .param("identifier", canonicalAddress)
                .query((row, n) -> canonicalAddress)
                .single();
    }

    Optional<Account> find(UUID accountId) {
        return db.sql("""
                        select * from account where account_id = :account
                        """)
                .param("account", accountId)
                .query(AccountStore::account)
                .optional();
    }

    Optional<String> toldApart(UUID accountId) {
        return db.sql("""
                        select name, label from account
                        where account_id = :account
                          and exists (select from login_identifier mine join login_identifier other using (identifier)
                                      where mine.account_id = :account and other.account_id <> :account)
                        """)
                .param("account", accountId)
                .query((row, n) -> Account.called(row.getString("name"), row.getString("label")))
                .optional();
    }

    /// Those of the accounts that exist, in this order; one statement, also for none.
    List<Account> find(List<UUID> accountIds) {
        return db.sql("""
                        select * from account where account_id = any (cast(:accounts as uuid[]))
                        order by array_position(cast(:accounts as uuid[]), account_id)
                        """)
                .param("accounts", accountIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(AccountStore::account)
                .list();
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
        if (!join(accountId, address, salt)) {
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

    void setLabel(UUID accountId, @Nullable String label) {
        db.sql("""
                        update account set label = :label where account_id = :account
                        """).param("account", accountId).param("label", label).update();
    }

    void changeDetails(UUID accountId, Details details, Locale locale) {
        db.sql("""
                        update account set name = :name, name_kana = :kana, phone = :phone, locale = :locale
                        where account_id = :account
                        """)
                .param("account", accountId)
                .param("name", details.name())
                .param("kana", details.nameKana())
                .param("phone", details.phone())
                .param("locale", locale.getLanguage())
                .update();
    }

    /// Whether an address has no slot for another account, with those that have left it and can still come back.
    boolean isFull(EmailAddress address) {
        return db.sql("""
                        select (select count(*) from login_identifier where identifier = :identifier)
                             + (select count(distinct account_id) from email_undo
                                where old_identifier = :identifier and closed_at is null and expires_at > now()) >= :most
                        """)
                .param("identifier", address.canonical())
                .param("most", Accounts.MOST_ON_AN_ADDRESS)
                .query(Boolean.class)
                .single();
    }

    /// Takes the first free slot of an address, unless its accounts have another salt, or what is free is kept
    /// for those that have left it and can still come back: else a thief could keep an account by filling up
    /// the address that he took it from.
    private boolean join(UUID accountId, EmailAddress address, byte[] salt) {
        return db.sql("""
                        insert into login_identifier (identifier, account_id, salt, slot)
                        select :identifier, :account, :salt, min(free.slot)
                        from generate_series(1, :most) free (slot)
                        where not exists (select 1 from login_identifier l
                                          where l.identifier = :identifier
                                            and (l.slot = free.slot or l.salt <> :salt))
                        having count(*) > (select count(distinct u.account_id) from email_undo u
                                           where u.old_identifier = :identifier and u.account_id <> :account
                                             and u.closed_at is null and u.expires_at > now())
                        on conflict do nothing
                        """)
                        .param("identifier", address.canonical())
                        .param("account", accountId)
                        .param("salt", salt)
                        .param("most", Accounts.MOST_ON_AN_ADDRESS)
                        .update()
                == 1;
    }

    boolean changeEmail(UUID accountId, EmailAddress address) {
        byte[] salt = db.sql("""
                        select salt from login_identifier where account_id = :account
                        """)
                .param("account", accountId)
                .query((row, n) -> row.getBytes("salt"))
                .single();
        if (!join(accountId, address, salt)) {
            return false;
        }
        db.sql("""
                        delete from login_identifier where account_id = :account and identifier <> :identifier
                        """)
                .param("account", accountId)
                .param("identifier", address.canonical())
                .update();
        db.sql("""
                        update account set email = :email where account_id = :account
                        """).param("account", accountId).param("email", address.text()).update();
        return true;
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
                row.getString("label"),
                row.getString("email"),
                row.getString("phone"),
                Locale.of(row.getString("locale")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("disabled_at") != null);
    }
}
