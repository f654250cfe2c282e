package sekisho.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @Test
    void a_full_width_address_from_a_japanese_keyboard_is_the_same_address() {
        assertThat(EmailAddress.parse("　Ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ"))
                .map(EmailAddress::canonical)
                .contains("hanako@example.jp");
    }

    @Test
    void the_old_carriers_addresses_with_dots_in_odd_places_are_addresses() {
        assertThat(EmailAddress.parse("..hana..ko.@docomo.ne.jp")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m\u0131ke@example.jp",
                "mi\u212Ae@example.jp",
                "\u017Fam@example.jp",
                "mike\u0301@example.jp",
                "mike@example.jp,eve@example.com",
                "mike@example.jp;eve@example.com",
                "mike@example.jp\r\nBcc: eve@example.com",
                "mike@example.jp\u0000",
                "mike@@example.jp",
                "mike@example",
                "@example.jp",
                "mike@",
                "mike example@example.jp",
                "\"mike\"@example.jp",
                "mike@exa mple.jp",
                "mike@-example.jp",
                "mike@example..jp",
                ""
            })
    void k34_look_alikes_lists_and_breaks_are_no_address(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Property
    void k34_what_mails_go_to_leads_to_the_same_account_again(@ForAll String typed) {
        EmailAddress.parse(typed).ifPresent(address -> {
            assertThat(EmailAddress.parse(address.text()).orElseThrow().canonical())
                    .isEqualTo(address.canonical());
            assertThat(address.text()).matches("[\\x21-\\x7e]+");
        });
    }

    @Test
    void a_mask_tells_the_owner_and_nobody_else() {
        assertThat(EmailAddress.mask("hanako@example.jp")).isEqualTo("h••••o@example.jp");
        assertThat(EmailAddress.mask("ab@example.jp")).isEqualTo("a••••@example.jp");
    }
}
