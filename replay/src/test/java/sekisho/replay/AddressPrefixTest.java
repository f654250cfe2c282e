package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.65.171, 10.0.65.0",
        "255.255.255.255, 255.255.255.1",
        "2001:db8:1:2::1, 2001:db8:1:ffff::",
        "::1, ::2",
        "::ffff:203.0.113.7, 203.0.113.99",
    })
    void neighboursShareIt(String one, String other) {
        assertThat(AddressPrefix.of(one)).isNotNull().isEqualTo(AddressPrefix.of(other));
    }

    @ParameterizedTest
    @CsvSource({"10.0.65.171, 10.0.66.171", "2001:db8:1::1, 2001:db8:2::1", "0.0.0.0, ::", "1.2.3.4, 102:3::"})
    void othersDoNot(String one, String other) {
        assertThat(AddressPrefix.of(one)).isNotNull().isNotEqualTo(AddressPrefix.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.65.171, 10.0.65.0/24",
        "2001:db8:1:2::1, 2001:db8:1::/48",
        "2001:db8:0:2::1, 2001:db8::/48",
        "2001:0:1:2::1, 2001:0:1::/48",
        "2001::1, 2001::/48",
        "::1, ::/48",
    })
    void isWrittenAsAServerWritesIt(String address, String cidr) {
        assertThat(AddressPrefix.of(address))
                .isNotNull()
                .extracting(AddressPrefix::cidr)
                .isEqualTo(cidr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "256.1.1.1",
                "1.2.3.1000",
                "a.b.c.d",
                "::g",
                ":",
                "example.jp",
                "１.2.3.4",
                "12345",
                "2001:db8::1::2"
            })
    void whatIsNoAddressHasNone(String text) {
        assertThat(AddressPrefix.of(text)).isNull();
    }
}
