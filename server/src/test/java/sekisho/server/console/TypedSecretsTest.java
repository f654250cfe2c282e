package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller reads out and an agent types all the same.
class TypedSecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "カードは 4111 1111 1111 1111 とのこと",
                "４１１１ー１１１１ー１１１１ー１１１１",
                "注文 12 と 4111111111111111",
                "パスワードは hunter2 です",
                "パスワードは「sunflower」とのこと",
                "パスワードはsunflowerです",
                "password is hunter2",
                "Password: \"sunflower\"",
                "pw=Neko-no-hashi-88",
                "code 123456",
                "code is 123 456",
                "確認コードは１２３４５６でした",
                "123456 というコードが届いた",
                "回復コードは ABCD-2345-EFGH-6789",
                "パ\u200Bスワードは hunter2"
            })
    void are_seen(String text) {
        assertThat(TypedSecrets.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "会員から電話で依頼",
                "パスワードは2026年11月28日に変更済み",
                "パスワードは https://signin.example.jp/account で変えられます",
                "パスワードは変更済み",
                "The password is switched off.",
                "password is correct",
                "コードは10分で切れます",
                "コードは14:26に送信",
                "The code sent on 2026-11-28 has expired.",
                "照合番号 K7-4Q2X のコードが届かない",
                "お問い合わせ Q7K4-Z2MD",
                "090-1234-5678 から電話"
            })
    void are_not_seen_where_none_is(String text) {
        assertThat(TypedSecrets.in(text)).isFalse();
    }
}
