package sekisho.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.support.SecretScan.Kind;
import sekisho.server.support.SecretScan.Masked;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// What is secret in a text, and how little looking for it tells to somebody who guesses.
class SecretScanTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final SecretScan SCAN = SERVER.bean(SecretScan.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "４１１１　１１１１　１１１１　１１１１",
                "4111ー1111ー1111ー1111",
                "4111 1111\n1111 1111",
                "3782 822463 10005"
            })
    void a_card_number_is_masked_however_it_is_written(String card) {
        Masked masked = SCAN.mask(UUID.randomUUID(), List.of(), List.of(), "番号は" + card + "です。期限は12/27");

        assertThat(masked.text()).isEqualTo("番号は●●●●●●です。期限は12/27");
        assertThat(masked.found()).containsExactly(Kind.CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03-1234-5678", "2026年11月22日14時26分", "注文番号 4111111111111112", "K7-4Q2X", "〒100-0001"})
    void other_numbers_stay(String number) {
        assertThat(SCAN.mask(UUID.randomUUID(), List.of(), List.of(), number).text())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "パスワードは%sです",
                "パスワード：%s",
                "password: %s",
                "My password is %s.",
                "「%s」を入れても入れません",
                "\"%s\" does not work",
                "いつも%sと入力しています",
                "(%s)",
                "pw=%s;id=hanako",
                "PW＝%s"
            })
    void a_password_of_the_account_is_masked_wherever_it_stands(String sentence) {
        Member member = SERVER.register();

        Masked masked = scan(member, sentence.formatted(TestServer.PASSWORD));

        assertThat(masked.text()).isEqualTo(sentence.formatted("●●●●●●"));
        assertThat(masked.found()).containsExactly(Kind.PASSWORD);
    }

    @Test
    void a_full_width_password_is_the_same_password() {
        Member member = SERVER.register();
        String wide = TestServer.PASSWORD
                .chars()
                .mapToObj(c -> Character.toString(c > ' ' && c < 0x7F ? c - '!' + '！' : c))
                .collect(Collectors.joining());

        assertThat(scan(member, "パスワードは" + wide + "です").text()).isEqualTo("パスワードは●●●●●●です");
    }

    @Test
    void a_code_that_still_works_is_masked_and_can_still_be_used() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);

        Masked masked = scan(member, "コードは" + code.substring(0, 3) + "-" + code.substring(3) + "でした");

        assertThat(masked.text()).isEqualTo("コードは●●●●●●でした");
        assertThat(masked.found()).containsExactly(Kind.CODE);
        Walk.expect(browser.post("/signin/code", Map.of("code", code)), "/done");
        assertThat(scan(member, "コードは" + code + "でした").found()).isEmpty();
    }

    @Test
    void it_is_no_oracle_for_passwords_and_hides_what_it_cant_compare() {
        Member member = SERVER.register();
        String guesses = IntStream.range(0, 40)
                .mapToObj(i -> "Guess-%02d-xq7".formatted(i))
                .collect(Collectors.joining(" "));
        Masked first = scan(member, guesses + " " + TestServer.PASSWORD);
        assertThat(first.found()).contains(Kind.UNCHECKED);
        assertThat(first.text()).doesNotContain("Guess-39-xq7");
        scan(member, guesses.replace("xq7", "zk8"));

        Masked right = scan(member, TestServer.PASSWORD);
        Masked wrong = scan(member, "kono-mise-no-inu-77");

        assertThat(right).isEqualTo(wrong);
        assertThat(right.text()).isEqualTo("●●●●●●");
        assertThat(right.found()).containsExactly(Kind.UNCHECKED);
    }

    @Test
    void k17_it_is_no_oracle_for_codes() {
        Member member = SERVER.register();
        assertThat(scan(member, "482913と713204").text()).isEqualTo("482913と713204");
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);

        Masked masked = scan(
                member,
                IntStream.range(100_000, 100_050).mapToObj(Integer::toString).collect(Collectors.joining("、")) + "、"
                        + code);

        assertThat(masked.text()).doesNotContainPattern("[0-9]");
        assertThat(masked.found()).containsExactly(Kind.CODE);
        Walk.expect(browser.post("/signin/code", Map.of("code", code)), "/done");
    }

    @Test
    void plain_words_stay_when_nothing_can_be_compared_any_more() {
        Member member = SERVER.register();
        for (int i = 0; i < 3; i++) {
            int text = i;
            scan(
                    member,
                    IntStream.range(0, 30)
                            .mapToObj(n -> "Try-%d-%02d-xq7".formatted(text, n))
                            .collect(Collectors.joining(" ")));
        }

        assertThat(scan(member, "I changed my password yesterday, and today I can't sign in. Why?")
                        .text())
                .isEqualTo("I changed my password yesterday, and today I can't sign in. Why?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ABCD-EFGH-JKMN-PQRS",
                "2345ABCD6789EFGH",
                "ABCD - EFGH - JKMN - PQRS",
                "ABCD, EFGH, JKMN, PQRS",
                "ABCD・EFGH・JKMN・PQRS",
                "ABCD\nEFGH\nJKMN\nPQRS"
            })
    void a_saved_recovery_code_is_masked_by_its_shape(String code) {
        assertThat(SCAN.mask(UUID.randomUUID(), List.of(), List.of(), "回復コードは" + code + " です")
                        .text())
                .isEqualTo("回復コードは●●●●●● です");
    }

    @ParameterizedTest
    @ValueSource(strings = {"That went back, then gets", "Thanks, we went\nback then"})
    void sixteen_letters_of_a_sentence_stay(String words) {
        assertThat(SCAN.mask(UUID.randomUUID(), List.of(), List.of(), words).text())
                .isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"パスワードが%sです", "パスワード、%sです", "パスワードを%sにしました", "パスワードの%sが使えません", "password, %s"})
    void a_password_may_be_named_in_other_words(String sentence) {
        Member member = SERVER.register();

        assertThat(scan(member, sentence.formatted(TestServer.PASSWORD)).text())
                .isEqualTo(sentence.formatted("●●●●●●"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"パスワードは%sです。入れません", "パスワードは「%s」でした", "My password is %s. It does not work"})
    void what_is_called_a_password_is_masked_unseen_where_there_is_no_account(String sentence) {
        Masked masked = SCAN.mask(UUID.randomUUID(), List.of(), List.of(), sentence.formatted("Kono-mise-no-inu-77"));

        assertThat(masked.text()).isEqualTo(sentence.formatted("●●●●●●"));
        assertThat(masked.found()).containsExactly(Kind.UNCHECKED);
    }

    @Test
    void a_question_about_passwords_stays_where_there_is_no_account() {
        String question = "パスワードは何文字ですか。忘れたパスワードを変えられますか。\n"
                + "I forgot my password, and the code does not come. Maybe my password is wrong.";

        assertThat(SCAN.mask(UUID.randomUUID(), List.of(), List.of(), question).text())
                .isEqualTo(question);
    }

    private static Masked scan(Member member, String text) {
        UUID account = SERVER.bean(Accounts.class)
                .lookUp(EmailAddress.parse(member.email()).orElseThrow())
                .accountId();
        return SCAN.mask(account, List.of(account), List.of(account), text);
    }
}
