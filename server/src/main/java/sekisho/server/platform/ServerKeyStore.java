package sekisho.server.platform;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ServerKeyStore {
    private final JdbcClient db;

    ServerKeyStore(JdbcClient db) {
        this.db = db;
    }

    private record Mark(String keyId, byte[] bytes) {}

    /// The marks of all keys that were ever current.
    Map<String, byte[]> marks() {
        return db
                .sql("select key_id, mark from server_key")
                .query((row, n) -> new Mark(row.getString("key_id"), row.getBytes("mark")))
                .list()
                .stream()
                .collect(Collectors.toMap(Mark::keyId, Mark::bytes));
    }

    void insert(String keyId, byte[] mark) {
        db.sql("insert into server_key (key_id, mark) values (:key, :mark) on conflict do nothing")
                .param("key", keyId)
                .param("mark", mark)
                .update();
    }
}
