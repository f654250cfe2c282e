package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What agents read where a member wrote an address or a phone number.
class MaskedTest {
    @ParameterizedTest
    @CsvSource({
        "電話は 090-1234-5678 です,電話は ••••78 です",
        "電話は０９０－１２３４－５６７８です,電話は••••78です",
        "センター０９０ー１２３４ー５６７８,センター••••78",
        "090‐1234‑5678,••••78",
        "090−1234–5678,••••78",
        "(03) 1234-5678,(••••78",
        "+81 90 1234 5678,••••78",
        "090\u200B1234\u200B5678,••••78"
    })
    void phone_numbers_show_their_last_digits(String typed, String shown) {
        assertThat(Masked.text(typed)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-28 05:26", "05-11-2026", "ｶﾅとＡＢＣ", "照合番号 K7-4Q2X", "𠮷野家 10"})
    void all_else_stays_as_it_was_typed(String typed) {
        assertThat(Masked.text(typed)).isEqualTo(typed);
    }
}
