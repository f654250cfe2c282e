package sekisho.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;

class ShownPagesTest {
    private final TestServer server = TestServer.shared();

    @Test
    void what_a_member_saw_is_kept_word_by_word_without_what_is_secret() {
        String email = server.register().email();
        Visitor stranger = server.visitor().from(Addresses.SAO_PAULO);
        stranger.follow(stranger.post("/signin", Map.of("email", email, "password", TestServer.PASSWORD)));
        String code = stranger.open("/signin/code").body();
        stranger.get("/signin/code");
        stranger.post("/signin/code", Map.of("code", "12345"));

        List<ShownPage> pages = pagesOf(email);

        assertThat(pages).extracting(ShownPage::path).contains("/signin/code");
        ShownPage last = pages.getLast();
        assertThat(last.title()).startsWith("エラー");
        assertThat(last.text()).contains("6けた").doesNotContain("<", "12345").doesNotContain(email);
        assertThat(pages).doesNotHaveDuplicates();
        String number = code.replaceAll("(?s).*id=\"number\">([0-9]{2})<.*", "$1");
        assertThat(number).as("the page shows a number").matches("[0-9]{2}");
        assertThat(last.text()).contains("●●").doesNotContainPattern("(?<![0-9])" + number + "(?![0-9])");
    }

    private List<ShownPage> pagesOf(String email) {
        return server.db()
                .sql("""
                        select account_id, attempt_id from decision_record
                        where account_id = (select account_id from account where email = :email)
                        order by decided_at desc limit 1
                        """)
                .param("email", email)
                .query((row, n) -> server.bean(ShownPages.class)
                        .of(row.getObject("account_id", UUID.class), row.getObject("attempt_id", UUID.class)))
                .single();
    }
}
