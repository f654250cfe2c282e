package sekisho.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

class TwoTabsTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void a_form_stays_good_while_its_member_looks_at_other_pages_and_when_it_goes_out_twice() {
        Member member = SERVER.register();
        member.browser().get("/account/profile");
        String form =
                Visitor.encode(Map.of("name", "佐藤 花子", "csrf", member.browser().csrf()));
        member.browser().get("/account/devices");
        member.browser().get("/account/sign-ins");

        for (int i = 0; i < 2; i++) {
            assertThat(member.browser()
                            .postRaw("/account/profile", form, "application/x-www-form-urlencoded")
                            .body())
                    .contains("保存しました");
        }

        assertThat(member.browser().get("/account").body()).contains("佐藤 花子");
    }

    @Test
    void a_form_of_before_the_sign_in_is_stale_after_it() {
        Member member = SERVER.register();
        member.browser().get("/account");
        String before = member.browser().csrf();
        new Walk(SERVER, member.browser()).signOut();
        new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD);
        member.browser().get("/account");

        String form = Visitor.encode(Map.of("name", "佐藤 花子", "csrf", before));

        assertThat(member.browser()
                        .postRaw("/account/profile", form, "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);
    }
}
