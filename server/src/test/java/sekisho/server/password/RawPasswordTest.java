package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawPasswordTest {
    @Test
    void fullWidthInputIsTheSamePassword() {
        assertThat(RawPassword.of("Ｓａｋｕｒａ１２３").text()).isEqualTo("Sakura123");
        assertThat(RawPassword.of("ﾊﾅｺ").text()).isEqualTo("ハナコ");
    }

    @Test
    void lengthCountsWhatTheMemberSeesAsCharacters() {
        assertThat(RawPassword.of("関所🗝️").length()).isEqualTo(4);
        assertThat(RawPassword.of("🗝🗝🗝").length()).isEqualTo(3);
    }

    /// K57
    @Test
    void whatIsTooLongIsNotLookedAt() {
        assertThat(RawPassword.of("あ".repeat(256)).usable()).isTrue();
        assertThat(RawPassword.of("あ".repeat(257)).usable()).isFalse();
        assertThat(RawPassword.of("🗝".repeat(256)).usable()).isTrue();
        assertThat(RawPassword.of("x".repeat(50_000_000)).usable()).isFalse();
        // One character that normalising makes eighteen.
        assertThat(RawPassword.of("\uFDFA".repeat(256)).usable()).isFalse();
    }

    @Test
    void textThatIsNotUnicodeIsNobodysPassword() {
        assertThat(RawPassword.of("passphrase \uD800 x").usable()).isFalse();
    }

    @Test
    void itNeverShowsItself() {
        assertThat(RawPassword.of("geheim").toString()).doesNotContain("geheim");
    }
}
