package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// "This was wrong": the member's word on a judgement.
class LabelTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String COUNT = "select count(*) from label where account_id = :account"
            + " and verdict = 'LEGITIMATE' and source = 'MEMBER'";

    @Test
    void a_member_says_that_a_judgement_was_wrong_and_takes_it_back() {
        Member member = SERVER.register();
        Visitor browser = WhyTest.provedAbroad(member, "ja");
        Ledger ledger = Ledger.of(SERVER, member.email());
        String reference =
                WhyTest.references(browser.get("/account/sign-ins").body()).getFirst();
        String page = "/account/sign-ins/" + reference + "/why";
        assertThat(browser.get(page).body()).contains("この判断はおかしい", "これだけで判断が変わることはなく");

        Walk.expect(browser.post("/account/sign-ins/" + reference + "/label", Map.of()), page);
        Walk.expect(browser.post("/account/sign-ins/" + reference + "/label", Map.of()), page);

        assertThat(ledger.number(COUNT)).isEqualTo(1);
        assertThat(browser.get(page).body()).contains("この判断はおかしいとお知らせいただきました", "取り消す");
        assertThat(browser.get("/account/sign-ins").body()).contains("この判断はおかしいとお知らせいただきました");

        Walk.expect(browser.post("/account/sign-ins/" + reference + "/label/take-back", Map.of()), page);

        assertThat(ledger.number(COUNT)).isZero();
        assertThat(browser.get("/account/sign-ins").body()).doesNotContain("お知らせいただきました");
    }

    @Test
    void it_changes_no_decision() {
        Member member = SERVER.register();
        Visitor browser = WhyTest.provedAbroad(member, "en");
        String reference =
                WhyTest.references(browser.get("/account/sign-ins").body()).getFirst();
        WhyTest.object(browser, reference);
        assertThat(WhyTest.why(browser, reference))
                .contains("You told us on", "It changes no decision by itself", "Take it back");

        Visitor another = SERVER.visitor().from(Addresses.NEW_YORK).with("Accept-Language", "en");

        Walk.expect(new Walk(SERVER, another).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
    }

    @Test
    void only_a_question_can_have_been_wrong_and_only_the_owner_says_so() {
        Member member = SERVER.register();
        Member other = SERVER.register();
        Visitor guesser = SERVER.visitor().from(Addresses.SAO_PAULO);
        new Walk(SERVER, guesser).signIn(member.email(), "not-the-password-77");
        Ledger ledger = Ledger.of(SERVER, member.email());
        member.browser().get("/account");
        other.browser().get("/account");
        for (String reference :
                WhyTest.references(member.browser().get("/account/sign-ins").body())) {
            assertThat(WhyTest.why(member.browser(), reference)).doesNotContain("/label\"");
            member.browser().post("/account/sign-ins/" + reference + "/label", Map.of());
            assertThat(other.browser()
                            .post("/account/sign-ins/" + reference + "/label", Map.of())
                            .status())
                    .isEqualTo(404);
        }
        assertThat(ledger.number(COUNT)).isZero();
    }

    @Test
    void nobody_says_it_by_looking_at_it_or_from_another_site() {
        Member member = SERVER.register();
        Visitor browser = WhyTest.provedAbroad(member, "ja");
        String reference =
                WhyTest.references(browser.get("/account/sign-ins").body()).getFirst();

        assertThat(browser.get("/account/sign-ins/" + reference + "/label").status())
                .isEqualTo(405);
        assertThat(browser.postRaw("/account/sign-ins/" + reference + "/label", "", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);

        assertThat(Ledger.of(SERVER, member.email()).number(COUNT)).isZero();
    }
}
