package sekisho.server.registration;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.account.EmailAddress;

@Repository
class RegistrationStore {
    private final JdbcClient db;

    RegistrationStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID attemptId, RegistrationForm form) {
        db.sql("""
                        insert into registration (account_id, attempt_id, email, name, name_kana, phone, label, locale)
                        values (:account, :attempt, :email, :name, :kana, :phone, :label, :locale)
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("email", form.email().text())
                .param("name", form.name())
                .param("kana", form.nameKana())
                .param("phone", form.phone())
                .param("label", form.label())
                .param("locale", form.locale().getLanguage())
                .update();
    }

    Optional<RegistrationForm> find(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select * from registration where account_id = :account and attempt_id = :attempt
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .query((row, n) -> new RegistrationForm(
                        EmailAddress.parse(row.getString("email")).orElseThrow(),
                        row.getString("name"),
                        row.getString("name_kana"),
                        row.getString("phone"),
                        row.getString("label"),
                        Locale.of(row.getString("locale"))))
                .optional();
    }

    void delete(UUID accountId, UUID attemptId) {
        db.sql("""
                        delete from registration where account_id = :account and attempt_id = :attempt
                        """).param("account", accountId).param("attempt", attemptId).update();
    }
}
