package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// "Why was I asked, and will it happen again?"
class WhyTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern WHY = Pattern.compile("/account/sign-ins/([^/]+)/why");
    private static final Pattern SHARE = Pattern.compile("class=\"fill\" width=\"(\\d+)\"");

    @Test
    void whoever_was_asked_reads_why_with_the_largest_reason_first_and_what_the_proof_bought() {
        Member member = SERVER.register();
        Visitor abroad = provedAbroad(member, "ja");

        String page = latestWhy(abroad);

        String reasons = page.substring(page.indexOf("ふだんと違うと判断した理由"), page.indexOf("このサインインのあと"));
        List<Integer> against = shares(reasons.split("ご本人らしいと判断した理由")[0]);
        assertThat(against).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page).contains("ブラジル", "まで覚えています。使うたびに、期限は180日後に延びます");
        assertThat(page).contains("毎月、確認がありますか", "いいえ。", "Cookieを消したとき", "180日間使わなかったとき");
    }

    @Test
    void the_same_in_english() {
        Member member = SERVER.register();
        Visitor abroad = provedAbroad(member, "en");

        assertThat(latestWhy(abroad))
                .contains("Brazil", "is remembered until", "to 180 days ahead")
                .contains("Will this happen every month?", "No. We never ask because some time has passed")
                .contains("used the browser for 180 days");
    }

    @Test
    void a_new_password_ends_what_the_proof_bought_and_the_page_says_so() {
        Member member = SERVER.register();
        Visitor other = SERVER.visitor();
        other.post("/forgot", Map.of("email", member.email()));
        other.get("/reset/code");
        other.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));
        other.get("/reset/password");
        Walk.expect(other.post("/reset/password", Map.of("newPassword", "midori-no-kaze-8842-yama")), "/done");

        String history = other.get("/account/sign-ins").body();
        List<String> references = references(history);

        assertThat(why(other, references.getFirst())).contains("まで覚えています");
        assertThat(why(other, references.getLast())).contains("いまは覚えていません");
    }

    @Test
    void what_was_stopped_bought_nothing() {
        Member member = SERVER.register();
        new Walk(SERVER, SERVER.visitor().from(Addresses.SAO_PAULO)).signIn(member.email(), "not-the-password-77");

        assertThat(latestWhy(member.browser())).contains("サインインには至らなかったため");
    }

    @Test
    void nobody_reads_another_members_reasons() {
        Member member = SERVER.register();
        Member other = SERVER.register();
        String reference =
                references(member.browser().get("/account/sign-ins").body()).getFirst();

        assertThat(other.browser()
                        .get("/account/sign-ins/" + reference + "/why")
                        .status())
                .isEqualTo(404);
    }

    static Visitor provedAbroad(Member member, String language) {
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", language);
        int mails = SERVER.mailbox().to(member.email()).size();
        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        abroad.get("/signin/code");
        Walk.expect(
                abroad.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), mails + 1))), "/done");
        return abroad;
    }

    static String latestWhy(Visitor browser) {
        return why(browser, references(browser.get("/account/sign-ins").body()).getFirst());
    }

    static String why(Visitor browser, String reference) {
        return browser.get("/account/sign-ins/" + reference + "/why").body();
    }

    /// Presses "this was wrong".
    static void object(Visitor browser, String reference) {
        why(browser, reference);
        Walk.expect(
                browser.post("/account/sign-ins/" + reference + "/label", Map.of()),
                "/account/sign-ins/" + reference + "/why");
    }

    static List<String> references(String history) {
        List<String> found = new ArrayList<>();
        Matcher matcher = WHY.matcher(history);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<Integer> shares(String html) {
        List<Integer> found = new ArrayList<>();
        Matcher matcher = SHARE.matcher(html);
        while (matcher.find()) {
            found.add(Integer.valueOf(matcher.group(1)));
        }
        return found;
    }
}
