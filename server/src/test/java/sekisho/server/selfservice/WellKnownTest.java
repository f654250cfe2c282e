package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor.Answer;

class WellKnownTest {
    @Test
    void a_password_manager_finds_where_a_password_is_changed() {
        Answer answer = TestServer.shared().visitor().get("/.well-known/change-password");

        assertThat(answer.status()).isIn(302, 303, 307);
        assertThat(answer.location()).isEqualTo("/forgot");
        assertThat(TestServer.shared().visitor().get(answer.location()).status())
                .isEqualTo(200);
        assertThat(TestServer.shared()
                        .visitor()
                        .get("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoever_finds_a_weakness_learns_whom_to_tell() {
        try (TestServer server = TestServer.start("sekisho.security-contact=mailto:security@shop.example")) {
            Answer answer = server.visitor().get("/.well-known/security.txt");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.raw().headers().firstValue("Content-Type").orElseThrow())
                    .isEqualToIgnoringCase("text/plain;charset=UTF-8");
            Map<String, String> fields = answer.body()
                    .lines()
                    .collect(Collectors.toMap(line -> line.split(": ", 2)[0], line -> line.split(": ", 2)[1]));
            assertThat(fields)
                    .containsEntry("Contact", "mailto:security@shop.example")
                    .containsEntry("Preferred-Languages", "ja, en")
                    .containsEntry("Canonical", server.base() + "/.well-known/security.txt")
                    .hasSize(4);
            assertThat(Instant.parse(fields.get("Expires")))
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(90)),
                            Instant.now().plus(Duration.ofDays(365)));
        }
    }

    @Test
    void a_site_that_names_no_contact_has_no_such_file() {
        assertThat(TestServer.shared()
                        .visitor()
                        .get("/.well-known/security.txt")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_contact_that_is_no_uri_stops_the_start_with_a_sentence() {
        assertThatThrownBy(() -> TestServer.start("sekisho.security-contact=security@shop.example"))
                .hasStackTraceContaining("must be a URI such as mailto:security@example.jp");
    }
}
