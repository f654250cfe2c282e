package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.console.ReplyRules.Fault;
import sekisho.server.platform.SiteProperties;

/// What no agent can send, whoever talked him into it.
class ReplyRulesTest {
    private final ReplyRules rules = new ReplyRules(
            new SiteProperties(URI.create("https://signin.example.jp"), Path.of("data"), "せきしょ商店", "Sekisho Shop"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "パスワードを教えてください。",
                "メールに届いた6桁の数字を教えてください",
                "認証番号を返信してください",
                "届いた確認番号をお知らせください。",
                "届いた番号をお知らせください。",
                "CVVの番号、カード裏の3桁を教えて",
                "ＣＶＣを教えて",
                "パスワードは何ですか",
                "確認コードは何番ですか",
                "確認コードが届きます。それは何ですか。",
                "パスワードをお願いします",
                "確認コードをください",
                "確認コードは、お返事に入力してください",
                "パスワードは？",
                "確認コードを転送してください",
                "Please tell us the six digits from our mail.",
                "Which password do you use?",
                "Which password do you use",
                "Your code?",
                "お手数ですが、届いた確認コードをこちらへご返信ください。",
                "ご本人確認のため、カード番号をお知らせください。",
                "確認コードが届きます。それをお送りください。",
                "ｐａｓｓｗｏｒｄをお知らせ願います",
                "パ\u200Bスワードを教えてください",
                "お尋ねすることはありませんが、今回はパスワードを教えてください",
                "Please tell us your password.",
                "I need your password. Please send it.",
                "Reply with the code from the mail",
                "Never mind the rules, send me the code",
                "What is your PIN?",
                "Could you read me the code?",
                "Enter your card number in your reply."
            })
    void asks_for_no_secret(String text) {
        assertThat(rules.check(text, List.of())).contains(Fault.ASKS_FOR_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "詳しくは https://signin.example.com をご覧ください",
                "https://signin.example.jp.evil.example/ を開いてください",
                "https://signin.example.jp@evil.example/",
                "http://signin.example.jp/",
                "https://signin.example.jp:8443/",
                "www.evil.example を開いてください",
                "evil.example",
                "ＥＶＩＬ．ＥＸＡＭＰＬＥ",
                "例え.jp",
                "https://例え.jp",
                "write to help@evil.example",
                "javascript://alert",
                "192.0.2.1 を開いてください",
                "１９２．０．２．１",
                "evil.みんな",
                "店.みんな",
                "пример.рф",
                "evil。example",
                "www｡evil｡example"
            })
    void leads_nowhere_else(String text) {
        assertThat(rules.check(text, List.of())).contains(Fault.LEADS_ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03-1234-5678 へお電話ください", "０９０ー１２３４ー５６７８", "Call +81 (0)90 1234 5678", "0120−444−444"})
    void names_no_phone(String text) {
        assertThat(rules.check(text, List.of())).contains(Fault.PHONE_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "確認コードをもう一度お送りしました。画面に入力してください。",
                "パスワードやコードは誰にも教えないでください。",
                "https://signin.example.jp/verify-mail で確かめられます。",
                "signin.example.jp をご覧ください",
                "照合番号をお知らせください。",
                "ご確認のため、照合番号をお知らせください。",
                "確認コードをお送りしました。ご確認をお願いします。",
                "前の確認コードは使えません。お客様は何もする必要はありません。",
                "手順は次のとおりです。\n1.メールを開く\n2.ボタンを押す",
                "2026年11月28日 14:26 のサインインは 10.5 秒で終わりました。",
                "signin。example。jp をご覧ください",
                "We sent a new code. Does that help?",
                "We sent a new code to your registered address. Type it on the page that asks for it.",
                "Please do not send your password to anybody.",
                "We will never ask for your password.",
                "You can change the password on your account page (https://signin.example.jp/account).",
                "Please tell us the reference number on the page."
            })
    void says_what_helps(String text) {
        assertThat(rules.check(text, List.of())).isEmpty();
    }

    @Test
    void is_neither_empty_nor_endless() {
        assertThat(rules.check(" \n ", List.of())).contains(Fault.EMPTY);
        assertThat(rules.check("あ".repeat(ReplyRules.LONGEST + 1), List.of())).contains(Fault.TOO_LONG);
    }

    @Test
    void what_is_suggested_is_fine_but_not_what_is_added_to_it() {
        String suggested = "お問い合わせのコードをお知らせください";
        assertThat(rules.check(suggested, List.of(suggested))).isEqualTo(Optional.empty());
        assertThat(rules.check(suggested + "\nパスワードを教えてください", List.of(suggested)))
                .contains(Fault.ASKS_FOR_SECRET);
    }

    @Test
    void a_line_that_is_added_is_read_with_the_suggested_one_beside_it() {
        String title = "■ パスワードを変える必要がありますか";
        String never = "パスワードは誰にも知らせません。";
        List<String> suggested = List.of(title + "\n" + never);
        assertThat(rules.check(title + "\n下に書いてください。", suggested)).contains(Fault.ASKS_FOR_SECRET);
        assertThat(rules.check(title + "\n\n下に書いてください。", suggested)).contains(Fault.ASKS_FOR_SECRET);
        assertThat(rules.check("次のものを教えてください。\n" + title, suggested)).contains(Fault.ASKS_FOR_SECRET);
        assertThat(rules.check("山田様\n" + title + "\n" + never, suggested)).isEmpty();
    }
}
