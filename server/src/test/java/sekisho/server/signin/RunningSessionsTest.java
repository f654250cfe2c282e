package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// Open sessions whose cookie turns up somewhere: copied, or carried about by its owner.
class RunningSessionsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final String FIREFOX_ON_WINDOWS =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final String CHROME_ON_MAC =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";
    private static final String NEWER_CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/162.0.0.0 Safari/537.36";
    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
    private static final String NEWER_IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1";

    @ParameterizedTest
    @ValueSource(strings = {FIREFOX, FIREFOX_ON_WINDOWS, CHROME_ON_MAC, "curl/8.5.0"})
    void k50_a_copied_session_cookie_opens_nothing_on_another_network_in_another_browser(String browser) {
        Member member = SERVER.register();
        member.browser().get("/account");
        Visitor thief = member.browser().copy().from(Addresses.SAO_PAULO).with("User-Agent", browser);

        assertThat(thief.get("/account").redirectsTo("/signin")).isTrue();

        assertThat(Ledger.of(SERVER, member.email()).endCause()).isEqualTo("UNUSUAL");
        assertThat(member.browser().open("/account").body())
                .contains("山田 花子 さん、もう一度パスワードを入れてください", "はじめとは違う回線と違うブラウザーから同時に使われた");
    }

    @Test
    void k50_the_first_thing_that_the_thief_sends_is_already_without_effect() {
        Member member = SERVER.register();
        member.browser().get("/account");
        Visitor thief = member.browser().copy().from(Addresses.SAO_PAULO).with("User-Agent", FIREFOX);

        thief.post("/account/this-device", Map.of("label", "盗んだ"));

        Ledger ledger = Ledger.of(SERVER, member.email());
        assertThat(ledger.endCause()).isEqualTo("UNUSUAL");
        assertThat(ledger.number("select count(*) from account where account_id = :account and label is not null"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Addresses.TOKYO_PHONE,
                Addresses.TOKYO_OFFICE,
                Addresses.SAPPORO,
                Addresses.NEW_YORK,
                "2405:6580:200:1000::1"
            })
    void another_network_alone_leaves_the_session_open(String address) {
        Member member = SERVER.register();

        assertThat(member.browser().from(address).get("/account").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {FIREFOX, FIREFOX_ON_WINDOWS, CHROME_ON_MAC, "curl/8.5.0"})
    void another_browser_alone_leaves_the_session_open(String browser) {
        Member member = SERVER.register();
        member.browser().with("User-Agent", browser);

        assertThat(member.browser().get("/account").status()).isEqualTo(200);
        assertThat(member.browser().from(Addresses.TOKYO_OTHER).get("/account").status())
                .as("another connection of the same provider")
                .isEqualTo(200);
    }

    @Test
    void a_phone_between_wifi_and_carrier_that_updates_itself_stays_signed_in() {
        String email = TestServer.freshEmail();
        Visitor phone = SERVER.visitor().with("User-Agent", IPHONE);
        new Walk(SERVER, phone).register(email, "山田 花子", TestServer.PASSWORD);

        for (String address : List.of(
                Addresses.TOKYO_PHONE,
                Addresses.TOKYO_HOME,
                "1.75.200.7",
                Addresses.SAPPORO,
                Addresses.TOKYO_OFFICE,
                Addresses.TOKYO_PHONE)) {
            assertThat(phone.from(address).get("/account").status()).as(address).isEqualTo(200);
        }
        phone.with("User-Agent", NEWER_IPHONE);
        assertThat(phone.from(Addresses.TOKYO_PHONE).get("/account").status()).isEqualTo(200);
        assertThat(phone.from(Addresses.SAPPORO).get("/account").status()).isEqualTo(200);
    }

    @Test
    void a_browser_that_updated_itself_and_travelled_stays_signed_in() {
        Member member = SERVER.register();
        member.browser().with("User-Agent", NEWER_CHROME);

        assertThat(member.browser().from(Addresses.NEW_YORK).get("/account").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.20.30.40", "2001:db8::7"})
    void what_is_not_known_of_an_address_is_not_different(String address) {
        Member member = SERVER.register();

        assertThat(member.browser()
                        .from(address)
                        .with("User-Agent", FIREFOX)
                        .get("/account")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_session_that_began_where_nothing_is_known_is_not_ended_for_that() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor().from("192.0.2.7");
        new Walk(SERVER, browser).register(email, "山田 花子", TestServer.PASSWORD);

        assertThat(browser.from(Addresses.SAO_PAULO)
                        .with("User-Agent", FIREFOX)
                        .get("/account")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_browser_that_shows_nothing_is_not_another_one() {
        Member member = SERVER.register();

        assertThat(member.browser()
                        .from(Addresses.SAO_PAULO)
                        .with("User-Agent", "-")
                        .get("/account")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void judging_a_session_writes_nothing_while_it_goes_on() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String before = row(ledger);

        member.browser().get("/account");
        member.browser().from(Addresses.TOKYO_PHONE).get("/account/devices");
        member.browser().with("User-Agent", NEWER_CHROME).get("/account/sign-ins");

        assertThat(row(ledger)).isEqualTo(before);
    }

    private static String row(Ledger ledger) {
        return ledger.db()
                .sql("select xmin::text || ' ' || s::text from session s where account_id = :account")
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }
}
