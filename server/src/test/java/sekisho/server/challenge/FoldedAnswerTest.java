package sekisho.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What makes no difference in an answer, and what does.
class FoldedAnswerTest {
    @ParameterizedTest
    @CsvSource({
        "さくらショウテン, ｻｸﾗｼｮｳﾃﾝ, half-width kana",
        "さくらしょうてん, サクラショウテン, katakana",
        "がっこうのひと, ｶﾞｯｺｳﾉﾋﾄ, half-width voiced kana",
        "ヴァイオリン, う゛ぁいおりん, a voiced mark of its own",
        "コーヒーミル, コ-ヒ-ミル, a hyphen for the long vowel",
        "コーヒーミル, こーひーみる, hiragana with long vowels",
        "コーヒーミル, コ〜ヒ～ミル, waves for the long vowel",
        "コーヒーミル, ｺｰﾋｰﾐﾙ, half-width long vowels",
        "山田　太郎, 山田太郎, a full-width space",
        "' Blue  Hotel ', bluehotel, spaces and case",
        "ＡＢＣ１２３, abc123, full-width letters and digits",
        "St. Mary-Hotel!, stmaryhotel, signs",
        "STRASSE, straße, case that changes the length",
    })
    void what_people_write_now_so_and_now_so_makes_no_difference(String one, String other, String why) {
        assertThat(FoldedAnswer.of(one).sameAs(FoldedAnswer.of(other))).as(why).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"はな, ばな", "kyoto, tokyo", "山田, 山本", "か゛, か", "résumé, resume"})
    void what_is_another_word_stays_another(String one, String other) {
        assertThat(FoldedAnswer.of(one).sameAs(FoldedAnswer.of(other))).isFalse();
    }

    @Test
    void what_is_left_is_counted_and_shown_nowhere() {
        assertThat(FoldedAnswer.of(" ！・ー　- ").length()).isZero();
        assertThat(FoldedAnswer.of("ああああ").monotonous()).isTrue();
        assertThat(FoldedAnswer.of("ｻｸﾗ荘").length()).isEqualTo(4);
        assertThat(FoldedAnswer.of("a".repeat(101)).length()).isZero();
        assertThat(FoldedAnswer.of("さくら荘")).hasToString("FoldedAnswer(●)");
    }
}
