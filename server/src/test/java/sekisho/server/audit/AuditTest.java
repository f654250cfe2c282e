package sekisho.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.audit.AuditChain.Fault;
import sekisho.server.audit.AuditChain.Found;
import sekisho.server.audit.AuditChain.Head;
import sekisho.server.audit.OpeningRate.Verdict;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.StartupRefused;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestDatabase;

/// The log of what staff did, against somebody who has the whole database.
class AuditTest {
    private static final Actor MEGUMI =
            new Actor(UUID.fromString("00000000-0000-0000-0000-00000000000a"), "Megumi", "support.act");

    @TempDir
    private Path dataDir;

    private final TestDatabase database = TestDatabase.fresh();
    private final List<String> witnessed = new CopyOnWriteArrayList<>();
    private ServerKeys keys;
    private Audit audit;

    @BeforeEach
    void open() {
        keys = ServerKeys.in(dataDir);
        audit = Audit.in(database.dataSource(), keys, entry -> witnessed.add(entry.head()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyLogIsWhole() {
        assertThat(verify(null)).isEqualTo(new Found.Whole(0, null, null, null));
    }

    @Test
    void whatWasWrittenIsFoundWhole() {
        write(2_500);

        assertThat(verify(null)).isInstanceOfSatisfying(Found.Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(2_500);
            assertThat(whole.first()).isBefore(whole.last());
            assertThat(whole.head()).isEqualTo(head().seq() + ":" + head().mac());
        });
        assertThat(verify(head())).isInstanceOf(Found.Whole.class);
        assertThat(audit.latestOf(MEGUMI.staffId(), 2))
                .extracting(AuditEntry::reason)
                .containsExactly("reason 2500", "reason 2499");
        assertThat(audit.countSince(MEGUMI.staffId(), Action.REPLIED, Duration.ofHours(1)))
                .isEqualTo(2_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "staff_id = gen_random_uuid()",
                "staff_name = 'Somebody else'",
                "role = 'support.lead'",
                "action = 'CLOSED'",
                "action = 'NEVER_HEARD_OF'",
                "about_id = null",
                "case_number = 'AAAA-AAAA'",
                "case_number = reason, reason = case_number",
                "reason = null",
                "reason = ''",
                "previous_mac = sha256('x')",
                "mac = sha256('x')"
            })
    void aChangedFieldIsFound(String change) {
        write(5);

        tamper("update audit_record set " + change + " where seq = 3");

        assertThat(verify(null)).isEqualTo(new Found.Broken(3, Fault.CHANGED));
    }

    @Test
    void anEntryUnderAnotherKeyIsFound() {
        write(3);

        tamper("update audit_record set key_id = 'k7' where seq = 2");

        assertThat(verify(null)).isEqualTo(new Found.Broken(2, Fault.KEY_MISSING));
    }

    @Test
    void aDeletedEntryIsFoundAlsoIfTheOthersCloseUp() {
        write(5);

        tamper("delete from audit_record where seq = 3");
        assertThat(verify(null)).isEqualTo(new Found.Broken(3, Fault.MISSING));

        tamper("update audit_record set seq = seq - 1 where seq > 3");
        assertThat(verify(null)).isEqualTo(new Found.Broken(3, Fault.CHANGED));
    }

    @Test
    void aDeletedBeginningIsFound() {
        write(5);

        tamper("delete from audit_record where seq < 3");

        assertThat(verify(null)).isEqualTo(new Found.Broken(1, Fault.MISSING));
    }

    @Test
    void aCutEndIsFoundByWhoHasSeenIt() {
        write(5);
        Head seen = head();

        tamper("delete from audit_record where seq > 3");
        assertThat(verify(null)).isInstanceOf(Found.Whole.class);
        assertThat(verify(seen)).isEqualTo(new Found.Broken(4, Fault.CUT_OFF));

        write(4);
        assertThat(verify(null)).isInstanceOf(Found.Whole.class);
        assertThat(verify(seen)).isEqualTo(new Found.Broken(5, Fault.OTHER_THAN_SEEN));
    }

    /// As `audit verify` does without an option.
    @Test
    void aCutEndIsFoundByTheDataDirectory() {
        HeadFile file = HeadFile.in(dataDir);
        assertThat(file.find()).isEmpty();
        assertThat(HeadFile.ofServer(dataDir).find()).isEmpty();
        keepIn(file);
        write(5);
        assertThat(file.find()).contains(head());

        tamper("delete from audit_record where seq > 3");
        assertThat(verify(file.find().orElseThrow())).isEqualTo(new Found.Broken(4, Fault.CUT_OFF));

        write(2);
        assertThat(verify(file.find().orElseThrow())).isEqualTo(new Found.Broken(5, Fault.OTHER_THAN_SEEN));
    }

    @Test
    void theDataDirectoryKeepsTheHighestHeadHoweverManyWriteAtOnce() {
        HeadFile file = HeadFile.in(dataDir);
        keepIn(file);

        Race.of(8, number -> {
            for (int i = 0; i < 10; i++) {
                writeOne("reason " + number + "/" + i);
            }
            return number;
        });

        assertThat(file.find()).contains(head());
        assertThat(head().seq()).isEqualTo(80);
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenStopsNobody() {
        keepIn(HeadFile.in(dataDir.resolve("gone")));

        write(1);

        assertThat(verify(null)).isInstanceOf(Found.Whole.class);
    }

    @Test
    void aDamagedHeadIsSaid() throws IOException {
        Files.writeString(dataDir.resolve("audit-head"), "7");

        assertThatThrownBy(() -> HeadFile.in(dataDir).find())
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("--head");
    }

    @Test
    void swappedEntriesAreFound() {
        write(5);

        tamper("update audit_record set seq = case seq when 2 then -4 when 4 then -2 end where seq in (2, 4)");
        tamper("update audit_record set seq = -seq where seq < 0");

        assertThat(verify(null)).isEqualTo(new Found.Broken(2, Fault.CHANGED));
    }

    @Test
    void anInsertedEntryIsFoundWhereverItStands() {
        write(5);
        String copy =
                "insert into audit_record (seq, at, staff_id, staff_name, role, action, about_id, case_number, reason,"
                        + " previous_mac, mac, key_id) select %s, at, staff_id, staff_name, role, action, about_id, case_number,"
                        + " reason, previous_mac, mac, key_id from audit_record where seq = 2";

        tamper(copy.formatted("6"));
        assertThat(verify(null)).isEqualTo(new Found.Broken(6, Fault.CHANGED));

        tamper(copy.formatted("0"));
        assertThat(verify(null)).isEqualTo(new Found.Broken(0, Fault.INSERTED));

        tamper("delete from audit_record where seq in (0, 6)");
        tamper("alter table audit_record drop constraint audit_record_pkey");
        tamper(copy.formatted("2"));
        assertThat(verify(null)).isEqualTo(new Found.Broken(2, Fault.INSERTED));
    }

    @Test
    void anEntryOfAnotherHistoryIsFound() {
        write(5);
        tamper("create table aside as select * from audit_record where seq > 3");
        tamper("delete from audit_record where seq > 3");
        write(2);

        tamper("delete from audit_record where seq = 5");
        tamper("insert into audit_record select * from aside where seq = 5");

        assertThat(verify(null)).isEqualTo(new Found.Broken(5, Fault.MISPLACED));
    }

    @Test
    void theDatabaseRefusesEveryChange() {
        write(1);

        for (String change : List.of(
                "update audit_record set reason = 'x'",
                "delete from audit_record",
                "truncate audit_record",
                "update audit_record set reason = 'x' where false")) {
            assertThatThrownBy(() -> database.jdbc().sql(change).update())
                    .hasMessageContaining("audit_record is append-only");
        }
    }

    @Test
    void manyAtOnceWriteOneChain() {
        Race.of(8, number -> {
            for (int i = 0; i < 25; i++) {
                writeOne("reason " + number + "/" + i);
            }
            return number;
        });

        assertThat(verify(null))
                .isInstanceOfSatisfying(
                        Found.Whole.class, whole -> assertThat(whole.entries()).isEqualTo(200));
    }

    @Test
    void whatIsRolledBackLeavesNoGap() {
        write(2);
        database.transactions().executeWithoutResult(status -> {
            audit.write(MEGUMI, Action.CLOSED, null, null, null);
            status.setRollbackOnly();
        });
        write(1);

        assertThat(witnessed).hasSize(3).last().isEqualTo(head().seq() + ":" + head().mac());

        assertThat(verify(null))
                .isInstanceOfSatisfying(
                        Found.Whole.class, whole -> assertThat(whole.entries()).isEqualTo(3));
    }

    @Test
    void nothingIsWrittenApartFromWhatItTells() {
        assertThatThrownBy(() -> audit.write(MEGUMI, Action.CLOSED, null, null, null))
                .isInstanceOf(IllegalStateException.class);
    }

    /// K71.
    @Test
    void whoOpensUnusuallyManyCasesRaisesOneAlarmAndIsStopped() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OpeningRate rate = new OpeningRate(AuditStore.in(database.dataSource()), meters);

        List<Verdict> verdicts =
                IntStream.range(0, 65).mapToObj(i -> open(rate)).toList();

        assertThat(verdicts.subList(0, 20)).containsOnly(Verdict.OK);
        assertThat(verdicts.subList(20, 60)).containsOnly(Verdict.UNUSUAL);
        assertThat(verdicts.subList(60, 65)).containsOnly(Verdict.REFUSED);
        assertThat(meters.counter("sekisho.support.alarms").count()).isEqualTo(1);
        assertThat(rate.alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.staffName()).isEqualTo("Megumi");
            assertThat(alarm.openings()).isEqualTo(61);
            assertThat(alarm.refused()).isTrue();
        });
    }

    /// K71: a script that asks for all of them at once gets no more.
    @Test
    void manyOpeningsAtOnceDoNotPassTogether() {
        OpeningRate rate = new OpeningRate(AuditStore.in(database.dataSource()), new SimpleMeterRegistry());

        List<List<Verdict>> verdicts =
                Race.of(16, number -> List.of(open(rate), open(rate), open(rate), open(rate), open(rate)));

        assertThat(verdicts.stream().flatMap(List::stream).filter(Verdict.REFUSED::equals))
                .hasSize(20);
    }

    @Test
    void whoIsUsedToManyMayOpenMore() {
        OpeningRate rate = new OpeningRate(AuditStore.in(database.dataSource()), new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            open(rate);
        }
        tamper("update audit_record set at = at - interval '2 days'");
        for (int i = 0; i < 10; i++) {
            open(rate);
        }
        tamper("update audit_record set at = at - interval '1 days'");

        List<Verdict> verdicts =
                IntStream.range(0, 31).mapToObj(i -> open(rate)).toList();

        assertThat(verdicts.subList(0, 30)).containsOnly(Verdict.OK);
        assertThat(verdicts.get(30)).isEqualTo(Verdict.UNUSUAL);
        assertThat(rate.alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.usual()).isEqualTo(10);
            assertThat(alarm.refused()).isFalse();
        });
    }

    /// Whoever opens a little more each day must not make any number usual.
    @Test
    void nobodyOpensMoreThan120AnHour() {
        OpeningRate rate = new OpeningRate(AuditStore.in(database.dataSource()), new SimpleMeterRegistry());
        for (int i = 0; i < 20; i++) {
            open(rate);
        }
        tamper("update audit_record set at = at - interval '2 days'");

        List<Verdict> verdicts =
                IntStream.range(0, 121).mapToObj(i -> open(rate)).toList();

        assertThat(verdicts.subList(0, 60)).containsOnly(Verdict.OK);
        assertThat(verdicts.subList(60, 120)).containsOnly(Verdict.UNUSUAL);
        assertThat(verdicts.get(120)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void anHourWithAnAlarmMakesNothingUsual() {
        OpeningRate rate = new OpeningRate(AuditStore.in(database.dataSource()), new SimpleMeterRegistry());
        for (int i = 0; i < 30; i++) {
            open(rate);
        }
        tamper("update audit_record set at = at - interval '2 days'");
        tamper("update opening_alarm set hour = hour - interval '2 days'");

        List<Verdict> verdicts =
                IntStream.range(0, 21).mapToObj(i -> open(rate)).toList();

        assertThat(verdicts.subList(0, 20)).containsOnly(Verdict.OK);
        assertThat(verdicts.get(20)).isEqualTo(Verdict.UNUSUAL);
    }

    private Verdict open(OpeningRate rate) {
        return database.transactions().execute(status -> {
            Verdict verdict = rate.check(MEGUMI);
            if (verdict != Verdict.REFUSED) {
                audit.write(MEGUMI, Action.CASE_OPENED, UUID.randomUUID(), "Q7K4-Z2MD", null);
            }
            return verdict;
        });
    }

    private void write(int entries) {
        for (int i = 1; i <= entries; i++) {
            writeOne("reason " + i);
        }
    }

    private void writeOne(String reason) {
        database.transactions()
                .executeWithoutResult(
                        status -> audit.write(MEGUMI, Action.REPLIED, UUID.randomUUID(), "Q7K4-Z2MD", reason));
    }

    private void keepIn(HeadFile file) {
        audit = Audit.in(database.dataSource(), keys, file::keep);
    }

    private Head head() {
        return Head.parse(audit.latestOf(MEGUMI.staffId(), 1).getFirst().head()).orElseThrow();
    }

    private Found verify(@Nullable Head seen) {
        return AuditChain.in(database.dataSource(), keys).verify(seen);
    }

    /// As the owner of the database, with the trigger off.
    private void tamper(String sql) {
        database.jdbc()
                .sql("alter table audit_record disable trigger audit_append_only")
                .update();
        database.jdbc().sql(sql).update();
        database.jdbc()
                .sql("alter table audit_record enable always trigger audit_append_only")
                .update();
    }
}
