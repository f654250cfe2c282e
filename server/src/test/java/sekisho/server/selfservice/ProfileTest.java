package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor.Answer;

class ProfileTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void a_member_changes_name_reading_and_phone_and_sees_it_at_once() {
        Member member = SERVER.register();
        assertThat(member.browser().get("/account/profile").body()).contains("山田 花子", member.email());

        Answer saved = member.browser()
                .post(
                        "/account/profile",
                        Map.of("name", "佐藤 花子", "nameKana", "サトウ ハナコ", "phone", "０９０-1234-5678", "language", "ja"));

        assertThat(saved.body()).contains("保存しました");
        assertThat(member.browser().get("/account/profile").body())
                .contains("佐藤 花子", "サトウ ハナコ", "０９０-1234-5678")
                .doesNotContain("保存しました");
        assertThat(member.browser().get("/account").body()).contains("佐藤 花子");
    }

    @Test
    void what_cant_be_saved_is_named_and_nothing_changes() {
        Member member = SERVER.register();
        member.browser().with("Accept-Language", "en").get("/account/profile");

        Answer answer = member.browser().post("/account/profile", Map.of("name", " ", "phone", "call me"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Enter your name.", "Enter the phone number in digits.");
        assertThat(member.browser().get("/account").body()).contains("山田 花子");
    }

    @Test
    void notices_come_in_the_chosen_language() {
        Member member = SERVER.register();
        member.browser().get("/account/profile");
        member.browser().post("/account/profile", Map.of("name", "Hanako Yamada", "language", "en"));

        Member other = SERVER.register();
        other.browser().get("/account/email");
        other.browser().post("/account/email", Map.of("email", member.email(), "password", TestServer.PASSWORD));
        other.browser().get("/account/email/code");
        other.browser()
                .post("/account/email/code", Map.of("code", SERVER.mailbox().code(other.email(), 2)));

        assertThat(SERVER.mailbox().await(member.email(), 2).get(1).subject())
                .startsWith("This address already has an account");
    }

    @Test
    void whoever_isnt_signed_in_is_led_to_the_sign_in_page() {
        for (String page : new String[] {"/account/profile", "/account/email", "/account/data", "/account/delete"}) {
            assertThat(SERVER.visitor().get(page).redirectsTo("/signin"))
                    .as(page)
                    .isTrue();
        }
    }
}
