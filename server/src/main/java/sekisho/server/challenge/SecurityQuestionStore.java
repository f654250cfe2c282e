package sekisho.server.challenge;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.challenge.SecurityQuestions.Chosen;

@Repository
class SecurityQuestionStore {
    private final JdbcClient db;

    SecurityQuestionStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Chosen> find(UUID accountId) {
        return db.sql("select * from security_question where account_id = :account")
                .param("account", accountId)
                .query((row, n) -> new Chosen(
                        QuestionText.valueOf(row.getString("question")),
                        row.getTimestamp("set_at").toInstant(),
                        row.getString("encoded")))
                .optional();
    }

    void put(UUID accountId, QuestionText question, String encoded) {
        db.sql("""
                        insert into security_question (account_id, question, encoded)
                        values (:account, :question, :encoded)
                        on conflict (account_id) do update
                            set question = :question, encoded = :encoded, set_at = now()
                        """)
                .param("account", accountId)
                .param("question", question.name())
                .param("encoded", encoded)
                .update();
    }

    boolean remove(UUID accountId) {
        return db.sql("delete from security_question where account_id = :account")
                        .param("account", accountId)
                        .update()
                == 1;
    }
}
