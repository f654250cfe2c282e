package sekisho.server.record;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LabelStore {
    private final JdbcClient db;

    LabelStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID attemptId, Label.Verdict verdict, Label.Source source) {
        db.sql("""
                        insert into label (account_id, attempt_id, verdict, source)
                        values (:account, :attempt, :verdict, :source)
                        on conflict do nothing
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("verdict", verdict.name())
                .param("source", source.name())
                .update();
    }

    void delete(UUID accountId, UUID attemptId, Label.Source source) {
        db.sql("""
                        delete from label where account_id = :account and attempt_id = :attempt and source = :source
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("source", source.name())
                .update();
    }

    List<Label> list(UUID accountId) {
        return db.sql("""
                        select * from label where account_id = :account order by said_at desc
                        """)
                .param("account", accountId)
                .query((row, n) -> new Label(
                        row.getObject("attempt_id", UUID.class),
                        Label.Verdict.valueOf(row.getString("verdict")),
                        Label.Source.valueOf(row.getString("source")),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }
}
