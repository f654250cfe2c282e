package sekisho.server.selfservice;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DeletionStore {
    private final JdbcClient db;

    DeletionStore(JdbcClient db) {
        this.db = db;
    }

    /// @return how many rows were there
    int delete(UUID accountId, List<String> tables) {
        int deleted = 0;
        for (String table : tables) {
            deleted += db.sql("delete from " + table + " where account_id = :account")
                    .param("account", accountId)
                    .update();
        }
        return deleted;
    }
}
