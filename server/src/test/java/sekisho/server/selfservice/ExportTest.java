package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void a_member_takes_everything_along_in_words() {
        Member member = SERVER.register();
        Visitor browser = WhyTest.provedAbroad(member, "ja");
        String reference =
                WhyTest.references(browser.get("/account/sign-ins").body()).getFirst();
        WhyTest.object(browser, reference);
        assertThat(browser.get("/account/data").body()).contains("/account/data/export");

        Answer answer = browser.post("/account/data/export", Map.of("password", TestServer.PASSWORD));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.raw().headers().firstValue("Content-Disposition").orElse(""))
                .isEqualTo("attachment; filename=\"account-data.json\"");
        assertThat(answer.raw().headers().firstValue("Cache-Control").orElse(""))
                .isEqualTo("no-store");
        JsonNode all = JsonMapper.shared().readTree(answer.body());
        assertThat(all.at("/profile/name").asString()).isEqualTo("山田 花子");
        assertThat(all.at("/profile/email").asString()).isEqualTo(member.email());
        assertThat(all.at("/devices").size()).isEqualTo(2);
        assertThat(all.at("/sessions").size()).isEqualTo(2);
        assertThat(all.at("/signIns").size()).isEqualTo(2);
        JsonNode latest = all.at("/signIns/0");
        assertThat(latest.at("/reference").asString()).isEqualTo(reference);
        assertThat(latest.at("/decision").asString()).isEqualTo("CHALLENGE");
        assertThat(latest.at("/evidence/network/country").asString()).isEqualTo("BR");
        assertThat(latest.at("/label/verdict").asString()).isEqualTo("LEGITIMATE");
        assertThat(latest.at("/findings").toString()).contains("ブラジルからの接続でした");
        assertThat(all.at("/mails").size()).isEqualTo(2);
        assertThat(all.at("/mails/0/body").asString()).contains("●●●●●●");
        assertThat(all.at("/learnedHabits/countries").toString()).contains("JP", "BR");
        for (String hashed : List.of("addresses", "networks", "regions")) {
            assertThat(all.at("/learnedHabits/" + hashed + "/remembered").asInt())
                    .as(hashed)
                    .isEqualTo(2);
        }
        for (String hashed : List.of("userAgents", "languageSettings")) {
            assertThat(all.at("/learnedHabits/" + hashed + "/remembered").asInt())
                    .as(hashed)
                    .isOne();
        }
        assertThat(all.at("/learnedHabits").toString())
                .as("a hash tells nothing")
                .doesNotContain("#");
        assertThat(latest.at("/evidence/browser/agent").asString()).startsWith("Mozilla/5.0 (Windows NT 10.0");
        assertThat(latest.at("/evidence/browser/languages").asString()).isEqualTo("ja");
    }

    @Test
    void what_was_asked_of_support_is_in_it() {
        Member member = SERVER.register();
        member.browser().get("/support/new");
        member.browser().post("/support/new", Map.of("topic", "other", "text", "なぜ聞かれたのですか"));
        member.browser().get("/account/data");

        Answer answer = member.browser().post("/account/data/export", Map.of("password", TestServer.PASSWORD));

        JsonNode all = JsonMapper.shared().readTree(answer.body());
        assertThat(all.at("/inquiries/0/topic").asString()).isEqualTo("OTHER");
        assertThat(all.at("/inquiryMessages/0/text").asString()).isEqualTo("なぜ聞かれたのですか");
        assertThat(all.at("/inquiryMessages/0/number").asString())
                .isEqualTo(all.at("/inquiries/0/number").asString());
    }

    @Test
    void no_token_no_code_and_no_hash_is_in_it() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        member.browser().get("/account/data");

        String text = member.browser()
                .post("/account/data/export", Map.of("password", TestServer.PASSWORD))
                .body();

        assertThat(text)
                .doesNotContain("argon2", "token", "secret", "salt", "mac\"", "history\"")
                .doesNotContain(query(ledger, "select encoded from credential where account_id = :account"))
                .doesNotContain(
                        HexFormat.of().formatHex(bytes(ledger, "select token_hash from session")),
                        java.util.Base64.getEncoder().encodeToString(bytes(ledger, "select token_hash from session")));
        for (String cookie : member.browser().cookies().values()) {
            assertThat(text).doesNotContain(cookie);
        }
    }

    @Test
    void nobody_gets_it_by_a_link_from_another_site_or_without_a_session() {
        Member member = SERVER.register();

        assertThat(member.browser().get("/account/data/export").redirectsTo("/account/data"))
                .isTrue();
        assertThat(member.browser()
                        .postRaw("/account/data/export", "", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);
        assertThat(SERVER.visitor().post("/account/data/export", Map.of()).redirectsTo("/signin"))
                .isTrue();
    }

    @Test
    void a_session_alone_isnt_enough() {
        Visitor browser = SERVER.register().browser();
        browser.get("/account/data");

        Answer without = browser.post("/account/data/export", Map.of());
        Answer wrong = browser.post("/account/data/export", Map.of("password", "machigai-no-password-1"));

        assertThat(without.status()).isEqualTo(422);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("パスワードが合いません").doesNotContain("learnedHabits");
    }

    private static String query(Ledger ledger, String sql) {
        return ledger.db()
                .sql(sql)
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }

    private static byte[] bytes(Ledger ledger, String sql) {
        return ledger.db()
                .sql(sql + " where account_id = :account")
                .param("account", ledger.accountId())
                .query(byte[].class)
                .single();
    }
}
