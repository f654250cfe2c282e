package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.engine.Assessment;
import sekisho.engine.Evidence;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;

/// Records that were written by the engine of the version before.
class OldRecordsTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Member member = SERVER.register();
    private final Visitor browser = WhyTest.provedAbroad(member, "ja");
    private final Ledger ledger = Ledger.of(SERVER, member.email());

    private SignInEntry latest() {
        return SERVER.bean(SignInRecords.class).latest(ledger.accountId(), 1, 1).getFirst();
    }

    @Test
    void areStillReadWhereTheEngineKnowsAFindingNoMore() {
        Assessment before = latest().decided().assessment();
        ledger.change("""
                update decision_record set engine_version = 'log-odds-1',
                    assessment = jsonb_set(assessment, '{findings}', assessment -> 'findings'
                        || '[{"type": "HISTORY_LONG_GONE", "contribution": 1.5, "facts": {"signIns": "1"}}]')
                where account_id = :account
                """);

        Assessment after = latest().decided().assessment();

        assertThat(before).isNotNull();
        assertThat(after).isEqualTo(before);
        assertThat(WhyTest.latestWhy(browser)).contains("ブラジルからの接続でした");
        browser.get("/account/data");
        assertThat(browser.post("/account/data/export", Map.of("password", TestServer.PASSWORD))
                        .body())
                .contains("ブラジルからの接続でした", "log-odds-1")
                .doesNotContain("HISTORY_LONG_GONE");
    }

    @Test
    void areStillReadWithoutWhatTheEvidenceHoldsNow() {
        Evidence before = latest().decided().evidence();
        ledger.change("""
                update decision_record set evidence = evidence #- '{browser,agent}' #- '{browser,languages}'
                    #- '{browser,screen}' #- '{browser,hints}' #- '{network,roundTripMillis}'
                where account_id = :account
                """);

        Evidence after = latest().decided().evidence();

        assertThat(before.browser().agent()).startsWith("Mozilla/5.0");
        assertThat(after.browser())
                .isEqualTo(new Evidence.Browser(
                        before.browser().family(),
                        before.browser().version(),
                        before.browser().system(),
                        before.browser().systemVersion(),
                        before.browser().deviceType(),
                        before.browser().language()));
        assertThat(after.network()).isEqualTo(before.network());
        assertThat(WhyTest.latestWhy(browser)).contains("ブラジルからの接続でした");
    }
}
