package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

class SignInWalkTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void a_new_member_registers_and_is_in() {
        Member member = SERVER.register();

        Answer account = member.browser().get("/account");

        assertThat(account.status()).isEqualTo(200);
        assertThat(account.body()).contains("山田 花子");
    }

    @Test
    void on_the_usual_device_nothing_is_asked_but_the_password() {
        Member member = SERVER.register();
        Walk.expect(new Walk(SERVER, member.browser()).signOut(), "/signed-out");

        Answer answer = new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD);

        Walk.expect(answer, "/account");
        assertThat(SERVER.mailbox().to(member.email())).hasSize(1);
    }

    @Test
    void from_a_new_device_abroad_a_code_is_asked_and_no_second_mail_comes() {
        Member member = SERVER.register();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR");

        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        assertThat(abroad.get("/signin/code").status()).isEqualTo(200);
        Walk.expect(abroad.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))), "/done");

        assertThat(abroad.get("/done").body()).contains("<h1");
        assertThat(abroad.get("/account/sign-ins").status()).isEqualTo(200);
        assertThat(SERVER.mailbox().to(member.email())).hasSize(2);
    }

    @Test
    void a_forgotten_password_is_replaced_by_a_code_and_a_new_one() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();

        Walk.expect(browser.post("/forgot", Map.of("email", member.email())), "/reset/code");
        browser.get("/reset/code");
        Walk.expect(
                browser.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))),
                "/reset/password");
        browser.get("/reset/password");
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", "midori-no-kaze-8842-yama")), "/done");

        assertThat(browser.get("/done").body()).contains("<h1");
        assertThat(member.browser().get("/account").redirectsTo("/signin")).isTrue();
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
    }
}
