package sekisho.server.console;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReplyTemplateStore {
    private final JdbcClient db;

    ReplyTemplateStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID templateId, String name, String japanese, String english, UUID writtenBy) {
        db.sql("""
                        insert into reply_template (template_id, name, text_ja, text_en, written_by)
                        values (:id, :name, :ja, :en, :by)
                        """)
                .param("id", templateId)
                .param("name", name)
                .param("ja", japanese)
                .param("en", english)
                .param("by", writtenBy)
                .update();
    }

    /// Nobody releases his own text; the statement itself sees to it.
    boolean release(UUID templateId, UUID releasedBy) {
        return db.sql("""
                        update reply_template set released_by = :by, released_at = now()
                        where template_id = :id and released_at is null and removed_at is null and written_by <> :by
                        """).param("id", templateId).param("by", releasedBy).update() == 1;
    }

    boolean remove(UUID templateId) {
        return db.sql("update reply_template set removed_at = now() where template_id = :id and removed_at is null")
                        .param("id", templateId)
                        .update()
                == 1;
    }

    List<ReplyTemplate> list() {
        return db.sql("select * from reply_template where removed_at is null order by name, written_at")
                .query((row, n) -> new ReplyTemplate(
                        row.getObject("template_id", UUID.class),
                        row.getString("name"),
                        row.getString("text_ja"),
                        row.getString("text_en"),
                        row.getObject("written_by", UUID.class),
                        row.getTimestamp("released_at") != null))
                .list();
    }
}
