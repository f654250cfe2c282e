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
                "javascript://alert"
            })
    void leads_nowhere_else(String text) {
        assertThat(rules.check(text, List.of())).contains(Fault.LEADS_ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "確認コードをもう一度お送りしました。画面に入力してください。",
                "パスワードやコードは誰にも教えないでください。",
                "https://signin.example.jp/verify-mail で確かめられます。",
                "signin.example.jp をご覧ください",
                "照合番号をお知らせください。",
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
}
