package sekisho.server.record;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ShownPageStore {
    private final JdbcClient db;

    ShownPageStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID attemptId, String path, Locale locale, String title, String text) {
        db.sql("""
                        insert into shown_page (account_id, attempt_id, path, locale, title, text)
                        select :account, :attempt, :path, :locale, :title, :text
                        where (select count(*) from shown_page
                               where account_id = :account and attempt_id = :attempt) < :most
                          and not exists (
                                select 1 from (select path, title, text from shown_page
                                               where account_id = :account and attempt_id = :attempt
                                               order by seq desc limit 1) last
                                where last.path = :path and last.title = :title and last.text = :text)
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("path", path)
                .param("locale", locale.getLanguage())
                .param("title", title)
                .param("text", text)
                .param("most", ShownPages.MOST)
                .update();
    }

    List<ShownPage> list(UUID accountId, UUID attemptId) {
        return db.sql("select * from shown_page where account_id = :account and attempt_id = :attempt order by seq")
                .param("account", accountId)
                .param("attempt", attemptId)
                .query((row, n) -> new ShownPage(
                        row.getTimestamp("shown_at").toInstant(),
                        row.getString("path"),
                        Locale.of(row.getString("locale")),
                        row.getString("title"),
                        row.getString("text")))
                .list();
    }
}
