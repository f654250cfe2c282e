package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.engine.AccountHistory;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Population;
import sekisho.server.testing.TestDatabase;

/// A database of the version before.
class MigrationTest {
    private static final byte[] FORMAT_1 = {1, 0, 0, 0, 7};

    @Test
    void membersWhoseHistoryIsOfTheFormatBeforeBeginAnewAndOthersKeepTheirs() {
        try (TestDatabase database = TestDatabase.fresh()) {
            flyway(database).target("8").load().migrate();
            JdbcClient db = database.jdbc();
            byte[] readable = AccountHistory.empty()
                    .learn(
                            new Evidence(
                                    Instant.EPOCH,
                                    Evidence.Network.NOT_KNOWN,
                                    Evidence.Browser.NOT_KNOWN,
                                    DeviceRecognition.UNKNOWN,
                                    new Evidence.Credential(true, false, false),
                                    Evidence.Counters.NONE),
                            Population.empty())
                    .toBytes();
            for (byte[] history : List.of(FORMAT_1, readable, new byte[0])) {
                db.sql("insert into before.account_history (account_id, history) values (gen_random_uuid(), :history)")
                        .param("history", history)
                        .update();
                db.sql("insert into before.lesson (account_id, attempt_id, history_before)"
                                + " values (gen_random_uuid(), gen_random_uuid(), :history)")
                        .param("history", history)
                        .update();
            }

            flyway(database).load().migrate();

            for (String kept : List.of("history from before.account_history", "history_before from before.lesson")) {
                assertThat(db.sql("select " + kept + " order by 1")
                                .query(byte[].class)
                                .list())
                        .as(kept)
                        .containsExactly(new byte[0], readable);
            }
            assertThat(db.sql("select count(*) from before.population_hour")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void whatWasCommonBeforeIsCommonAtOnceAndAServerOfThatVersionGoesOnCounting() {
        try (TestDatabase database = TestDatabase.fresh()) {
            flyway(database).target("9").load().migrate();
            JdbcClient db = database.jdbc();
            byte[] counted = Population.empty().toBytes();
            db.sql("insert into before.population (id, state) values (1, :state)")
                    .param("state", counted)
                    .update();

            flyway(database).load().migrate();

            assertThat(db.sql("select population from before.population_hour where counted_until <= now()")
                            .query(byte[].class)
                            .list())
                    .containsExactly(counted);
            assertThat(db.sql("update before.population set version = version + 1")
                            .update())
                    .isOne();
        }
    }

    private static FluentConfiguration flyway(TestDatabase database) {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .schemas("before");
    }
}
