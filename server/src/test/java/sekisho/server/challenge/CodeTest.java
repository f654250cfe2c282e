package sekisho.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"482913", "４８２９１３", "482 913", "482-913", " 482ー913 ", "482　913", "４８２－９１３"})
    void a_code_is_read_as_people_type_it(String typed) {
        assertThat(Code.read(typed))
                .isInstanceOfSatisfying(
                        Code.Typed.Complete.class,
                        complete -> assertThat(complete.code().reveal()).isEqualTo("482913"));
    }

    @ParameterizedTest
    @CsvSource({"48291, 5", "4829131, 7", "48291a, 5", "'', 0", "コード, 0"})
    void what_is_no_code_costs_no_try_and_tells_how_many_digits_came(String typed, int digits) {
        assertThat(Code.read(typed)).isEqualTo(new Code.Typed.Malformed(digits));
    }

    @Test
    void an_endless_text_is_not_even_looked_at() {
        assertThat(Code.read("1".repeat(1_000_000))).isEqualTo(new Code.Typed.Malformed(0));
    }

    @Test
    void a_code_never_shows_itself() {
        Code code = Code.random();

        assertThat(code.toString()).doesNotContain(code.reveal());
        assertThat(code.reveal()).matches("[0-9]{6}");
    }
}
