package sekisho.server.risk;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `population`: one row, in the engine's own compact form.
@Repository
class PopulationStore {
    private final JdbcClient jdbc;

    PopulationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find() {
        return jdbc.sql("select state from population where id = 1")
                .query(byte[].class)
                .optional();
    }

    /// The state, locked until the transaction ends; a first one is `empty`.
    byte[] lock(byte[] empty) {
        return lock().orElseGet(() -> {
            jdbc.sql("insert into population (id, state) values (1, :empty) on conflict (id) do nothing")
                    .param("empty", empty)
                    .update();
            return lock().orElseThrow();
        });
    }

    private Optional<byte[]> lock() {
        return jdbc.sql("select state from population where id = 1 for update")
                .query(byte[].class)
                .optional();
    }

    void replace(byte[] state) {
        jdbc.sql("update population set state = :state, version = version + 1, changed_at = now() where id = 1")
                .param("state", state)
                .update();
    }
}
