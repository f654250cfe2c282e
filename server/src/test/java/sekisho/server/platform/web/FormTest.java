package sekisho.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb"})
    void aTextKeepsItsLines(String text) {
        Form form = new Form();

        assertThat(form.add(encoded("text", text))).isTrue();
        assertThat(form.values()).containsEntry("text", "a\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\tb", "a\u0000b", "a\u2028b", "a\u202Eb", "a\u001B[31mb"})
    void nothingElseInvisibleIsInAText(String text) {
        assertThat(new Form().add(encoded("text", text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "email", "code", "ref", "texts", "TEXT"})
    void noOtherFieldHasLines(String field) {
        assertThat(new Form().add(encoded(field, "a\r\nb"))).isFalse();
        assertThat(new Form().add(encoded(field, "a\nb"))).isFalse();
    }

    @Test
    void aTextMayBeLongerAndALineBreakIsOneCharacter() {
        assertThat(new Form().add(encoded("text", "あ".repeat(2900) + "\r\n".repeat(100))))
                .isTrue();
        assertThat(new Form().add(encoded("text", "あ".repeat(3001)))).isFalse();
        assertThat(new Form().add(encoded("name", "あ".repeat(1025)))).isFalse();
        assertThat(encoded("text", "あ".repeat(3000))).hasSizeLessThan(32 * 1024);
    }

    @Test
    void aTextComesOnceToo() {
        assertThat(new Form().add("text=a&text=b".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }

    private static byte[] encoded(String field, String value) {
        return (field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }
}
