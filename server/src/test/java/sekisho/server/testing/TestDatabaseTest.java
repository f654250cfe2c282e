package sekisho.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void twoTestsNeverSeeEachOthersRows() {
        try (TestDatabase one = TestDatabase.fresh();
                TestDatabase other = TestDatabase.fresh()) {
            one.jdbc().sql("create table mark (n int)").update();

            assertThat(hasTable(one, "mark")).isTrue();
            assertThat(hasTable(other, "mark")).isFalse();
            assertThat(hasTable(other, "account")).isTrue();
        }
    }

    private static boolean hasTable(TestDatabase database, String table) {
        return database.jdbc()
                .sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }
}
