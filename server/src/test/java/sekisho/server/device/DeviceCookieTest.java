package sekisho.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sekisho.server.platform.AccountToken;

class DeviceCookieTest {
    @Test
    void a_shared_browser_keeps_the_last_five_accounts_apart() {
        DeviceCookie cookie = DeviceCookie.parse(null);
        UUID[] members = new UUID[6];
        for (int i = 0; i < members.length; i++) {
            members[i] = UUID.randomUUID();
            cookie = cookie.with(AccountToken.random(members[i]));
        }

        DeviceCookie read = DeviceCookie.parse(cookie.text());

        assertThat(read).isEqualTo(cookie);
        assertThat(read.of(members[0])).isEmpty();
        assertThat(read.of(members[1])).isPresent();
        assertThat(read.of(members[5])).isPresent();
    }

    @Property
    void whatever_a_cookie_holds_it_is_read_without_harm(@ForAll String text) {
        assertThat(DeviceCookie.parse(text).tokens()).hasSizeLessThanOrEqualTo(5);
    }
}
