package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.password.Passwords;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// A sign-in proved on a device that is signed in already: the choice of it, the number, and what it opens.
class OtherDeviceTest {
    /// One of its own: wrong passwords of other tests would raise the risk of the networks used here.
    private static final TestServer SERVER = TestServer.start();
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) "
            + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    private static final Pattern NUMBER = Pattern.compile("id=\"device-number\"[^>]*>(\\d\\d)<");

    private final Member member = SERVER.register();
    private final Visitor owner = member.browser();
    private final Ledger ledger = Ledger.of(SERVER, member.email());
    private final Visitor waiting = office();

    OtherDeviceTest() {
        ledger.longAgo(48);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 本人確認の方法を選ぶ, サインイン中のほかの端末, メールの確認コード, 約1分, どれか1つを選んでください",
        "en, Choose how to confirm it is you, Another device where you are signed in, A code by e-mail, About 1 minute, Choose one."
    })
    void the_ways_are_shown_before_anything_is_sent_and_tell_nothing_of_the_device(
            String language, String title, String device, String mail, String time, String none) {
        start(waiting);

        Answer page = waiting.get("/signin/way?lang=" + language);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(title, device, mail, time)
                .doesNotContain("value=\"question\"", "Windows", member.email(), "checked");
        Answer nothing = waiting.post("/signin/way", Map.of());
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.body()).contains(none);
        assertThat(waiting.post("/signin/way", Map.of("way", "passkey")).status())
                .isEqualTo(422);
        assertThat(ledger.mails("STEP_UP_CODE")).isZero();
        assertThat(SERVER.mailbox().to(member.email())).hasSize(1);
        assertThat(waiting.get("/signin").body()).contains("/signin/way");
        assertThat(owner.get("/account").body()).contains("/alerts/" + reference());
    }

    @ParameterizedTest
    @CsvSource({
        "ja, ほかの端末で確かめられました, サインインを続ける, ほかの端末で確かめたサインインの記録です, サインイン中のほかの端末での確認, 番号の入力を待っています",
        "en, Confirmed on your other device, Continue to sign in, A sign-in that was confirmed on another device, A confirmation on another device that was signed in, Waits for its number"
    })
    void with_the_number_typed_on_the_other_device_the_waiting_browser_goes_on(
            String language, String confirmed, String button, String record, String asked, String mark) {
        String reference = start(waiting);
        String number = choose(waiting);
        assertThat(waiting.get("/signin/device").body())
                .contains(
                        "「" + number + "」を入力してください",
                        reference,
                        "http-equiv=\"refresh\" content=\"5\"",
                        "role=\"status\"")
                .doesNotContain("action=\"/signin/device\"");
        assertThat(waiting.get("/signin/device?still=true").body()).doesNotContain("http-equiv");
        assertThat(owner.get("/account?lang=" + language).body()).contains(mark, "/alerts/" + reference);

        Walk.expect(confirm(owner, reference, number), "/alerts/" + reference);

        assertThat(ledger.openSessions()).as("K36: confirming lets nobody in").isOne();
        assertThat(waiting.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(waiting.get("/signin/device?lang=" + language).body())
                .contains(confirmed, button)
                .doesNotContain("http-equiv");
        assertThat(ledger.openSessions()).as("K35: a look opens nothing").isOne();
        Walk.expect(waiting.post("/signin/device", Map.of()), "/done");
        assertThat(waiting.get("/done").body()).contains("180");
        assertThat(waiting.get("/account/sign-ins?lang=" + language).body()).contains(asked);
        assertThat(waiting.get("/account/sign-ins/" + reference + "/why").body())
                .contains("label");
        assertThat(owner.get("/alerts/" + reference + "?lang=" + language).body())
                .contains(record)
                .doesNotContain("id=\"number\"");
        assertThat(owner.get("/account").body()).doesNotContain("/alerts/" + reference);
        assertThat(SERVER.mailbox().to(member.email())).as("no mail at all").hasSize(1);
        assertThat(ledger.mails("SIGN_IN_STOPPED")).isZero();
        clean();
    }

    @Test
    void k19_of_fifty_who_type_the_number_and_fifty_who_go_on_one_proves_and_one_gets_in() {
        String reference = start(waiting);
        String number = choose(waiting);
        owner.get("/alerts/" + reference);

        Race.of(50, n -> owner.copy().post("/alerts/" + reference, Map.of("answer", "confirm", "number", number)));
        List<Answer> entered = Race.of(50, n -> waiting.copy().post("/signin/device", Map.of()));

        assertThat(proofs()).isOne();
        assertThat(entered.stream().filter(answer -> answer.redirectsTo("/done")))
                .hasSize(1);
        assertThat(ledger.openSessions()).isEqualTo(2);
        clean();
    }

    @Test
    void k14_a_proof_of_one_sign_in_opens_no_other() {
        String reference = start(waiting);
        String number = choose(waiting);
        Visitor another = office();
        String second = start(another);
        String secondNumber = choose(another);
        assertThat(second).isNotEqualTo(reference);
        if (!secondNumber.equals(number)) {
            assertThat(confirm(owner, second, number).status()).isEqualTo(422);
        }

        Walk.expect(confirm(owner, reference, number), "/alerts/" + reference);

        assertThat(another.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(another.get("/account").redirectsTo("/signin")).isTrue();
        Walk.expect(waiting.post("/signin/device", Map.of()), "/done");
        assertThat(another.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(ledger.openSessions()).isEqualTo(2);
        clean();
    }

    @Test
    void k36_whoever_has_just_got_in_confirms_nobody_else() {
        String first = start(waiting);
        waiting.post("/signin/way", Map.of("way", "mail"));
        String code = SERVER.mailbox().code(member.email(), 2);
        Walk.expect(waiting.post("/signin/code", Map.of("code", code)), "/done");
        Visitor accomplice = SERVER.visitor().from(Addresses.SAPPORO).with("User-Agent", PHONE);
        String reference = start(accomplice);
        String number = choose(accomplice);
        assertThat(first).isNotEqualTo(reference);

        assertThat(waiting.get("/alerts/" + reference).body()).doesNotContain("value=\"confirm\"");
        assertThat(confirm(waiting, reference, number).status()).isEqualTo(422);

        assertThat(proofs()).isZero();
        assertThat(accomplice.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(owner.get("/alerts/" + reference).body()).contains("value=\"confirm\"");
    }

    @Test
    void k48_a_copied_session_without_the_token_of_its_browser_confirms_nothing() {
        String reference = start(waiting);
        String number = choose(waiting);
        Visitor thief = SERVER.visitor();
        owner.cookies().forEach((name, value) -> {
            if (name.endsWith("session")) {
                thief.cookies().put(name, value);
            }
        });

        assertThat(thief.get("/alerts/" + reference).body()).doesNotContain("value=\"confirm\"");
        assertThat(confirm(thief, reference, number).status()).isEqualTo(422);

        assertThat(proofs()).isZero();
    }

    @Test
    void k50_a_copied_token_in_a_foreign_browser_is_answered_by_the_mailbox_alone() {
        Visitor thief =
                office().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        owner.cookies().forEach((name, value) -> {
            if (name.endsWith("device")) {
                thief.cookies().put(name, value);
            }
        });

        Walk.expect(new Walk(SERVER, thief).signIn(member.email(), TestServer.PASSWORD), "/signin/code");

        assertThat(thief.get("/signin/code").body()).doesNotContain("/signin/way");
        assertThat(thief.get("/signin/way").redirectsTo("/signin/code")).isTrue();
        thief.post("/signin/way", Map.of("way", "device"));
        assertThat(thief.get("/signin/code").status()).isEqualTo(200);
    }

    @Test
    void a_high_risk_is_answered_by_the_mailbox_alone() {
        Visitor far = SERVER.visitor()
                .from(Addresses.SAO_PAULO)
                .with("Accept-Language", "pt-BR")
                .with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");

        Walk.expect(new Walk(SERVER, far).signIn(member.email(), TestServer.PASSWORD), "/signin/code");

        assertThat(far.get("/signin/code").body()).doesNotContain("/signin/way");
    }

    @Test
    void k16_the_number_can_be_typed_three_times_and_then_the_code_remains() {
        String reference = start(waiting);
        String number = choose(waiting);
        String wrong = number.equals("11") ? "22" : "11";

        assertThat(confirm(owner, reference, "1").body()).contains("番号は2けたの数字です");
        assertThat(confirm(owner, reference, wrong).body()).contains("あと2回試せます");
        assertThat(confirm(owner, reference, wrong).body()).contains("あと1回試せます");
        assertThat(confirm(owner, reference, wrong).body()).contains("この方法は終わりました");
        assertThat(confirm(owner, reference, number).status()).isEqualTo(422);

        assertThat(proofs()).isZero();
        assertThat(waiting.get("/signin/device").body()).contains("3回合いませんでした", "href=\"/signin/way\"");
        assertThat(waiting.get("/signin/way").body()).contains("value=\"mail\"").doesNotContain("value=\"device\"");
        assertThat(waiting.post("/signin/way", Map.of("way", "device")).status())
                .isEqualTo(422);
        byMail(waiting);
    }

    @Test
    void k26_the_number_runs_out_after_ten_minutes_and_another_wait_can_begin() {
        String reference = start(waiting);
        String number = choose(waiting);
        SERVER.db()
                .sql("update device_check set expires_at = now() - interval '1 s' where account_id = :account")
                .param("account", ledger.accountId())
                .update();

        assertThat(owner.get("/alerts/" + reference).body()).doesNotContain("value=\"confirm\"");
        assertThat(confirm(owner, reference, number).status()).isEqualTo(422);
        assertThat(waiting.get("/signin/device").body()).contains("時間切れです").doesNotContain("http-equiv");
        assertThat(waiting.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(proofs()).isZero();

        String again = choose(waiting);
        Walk.expect(confirm(owner, reference, again), "/alerts/" + reference);
        Walk.expect(waiting.post("/signin/device", Map.of()), "/done");
    }

    @Test
    void not_me_stops_it_also_after_the_number_was_typed() {
        String reference = start(waiting);
        Walk.expect(confirm(owner, reference, choose(waiting)), "/alerts/" + reference);
        assertThat(owner.get("/alerts/" + reference).body()).contains("あなたが確かめました", "いいえ、私ではありません");

        owner.post("/alerts/" + reference, Map.of("answer", "not_me"));

        assertThat(waiting.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(waiting.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(waiting.get("/signin/device").body()).contains("取り消されました");
        assertThat(ledger.openSessions()).isOne();
        clean();
    }

    @Test
    void whoever_waits_may_give_up_or_take_another_way_and_the_number_is_worth_nothing_then() {
        String reference = start(waiting);
        String number = choose(waiting);
        waiting.post("/signin/way", Map.of("way", "mail"));
        assertThat(confirm(owner, reference, number).status()).isEqualTo(422);
        assertThat(waiting.get("/signin/code").body()).contains("href=\"/signin/way\"");
        SERVER.mailbox().code(member.email(), 2);
        choose(waiting);

        Walk.expect(waiting.post("/signin/device/cancel", Map.of()), "/signin/device");

        assertThat(waiting.get("/signin/device").body()).contains("取り消されました");
        assertThat(confirm(owner, reference, number).status()).isEqualTo(422);
        assertThat(proofs()).isZero();
        assertThat(ledger.openSessions()).isOne();
    }

    @Test
    void who_gives_up_with_the_right_password_does_not_silence_the_mail_to_the_owner() {
        start(waiting);
        choose(waiting);

        Walk.expect(waiting.post("/signin/device/cancel", Map.of()), "/signin/device");

        assertThat(ledger.number("select count(*) from outbox_mail where account_id = :account"
                        + " and kind = 'SIGN_IN_STOPPED' and state = 'QUEUED'"))
                .isOne();
    }

    @Test
    void k36_it_was_me_stays_an_answer_and_is_no_proof() {
        String reference = start(waiting);
        waiting.post("/signin/way", Map.of("way", "mail"));
        Matcher shown = Pattern.compile("id=\"number\"[^>]*>(\\d\\d)<")
                .matcher(waiting.get("/signin/code").body());
        assertThat(shown.find()).isTrue();

        owner.get("/alerts/" + reference);
        owner.post("/alerts/" + reference, Map.of("answer", "me", "number", shown.group(1)));

        String number = choose(waiting);
        assertThat(waiting.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        assertThat(proofs()).isZero();
        assertThat(ledger.openSessions()).isOne();

        assertThat(owner.get("/alerts/" + reference).body())
                .as("the device can still be asked")
                .contains("value=\"confirm\"");
        Walk.expect(confirm(owner, reference, number), "/alerts/" + reference);
        Walk.expect(waiting.post("/signin/device", Map.of()), "/done");
    }

    @Test
    void nobody_can_be_worn_out_by_questions() {
        for (int i = 0; i < 5; i++) {
            Visitor browser = office();
            start(browser);
            choose(browser);
        }
        Visitor sixth = office();
        start(sixth);
        if (ledger.windows("DEVICE_CHECK/PT1H") == 1) {
            Answer refused = sixth.post("/signin/way", Map.of("way", "device"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("この方法は、いまは使えません");
        }
        assertThat(SERVER.mailbox().to(member.email())).hasSize(1);
        byMail(sixth);
    }

    @Test
    void k47_a_password_that_is_switched_off_ends_the_wait() {
        String reference = start(waiting);
        String number = choose(waiting);
        SERVER.bean(Passwords.class).markUnsafe(ledger.accountId(), "operator");

        assertThat(confirm(owner, reference, number).status()).isEqualTo(422);
        assertThat(waiting.post("/signin/device", Map.of()).redirectsTo("/done"))
                .isFalse();
        Walk.expect(new Walk(SERVER, waiting).signIn(member.email(), TestServer.PASSWORD), "/reset");
    }

    @Test
    void who_has_no_device_that_has_been_signed_in_for_a_day_gets_the_code_at_once() {
        Member fresh = SERVER.register();
        Visitor browser = office();

        Walk.expect(new Walk(SERVER, browser).signIn(fresh.email(), TestServer.PASSWORD), "/signin/code");

        assertThat(browser.get("/signin/code").body()).doesNotContain("/signin/way");
        assertThat(browser.get("/signin/way").redirectsTo("/signin/code")).isTrue();
        assertThat(browser.get("/signin/device").redirectsTo("/signin/code")).isTrue();
    }

    @Test
    void nobody_confirms_what_is_another_members() {
        String reference = start(waiting);
        String number = choose(waiting);
        Member other = SERVER.register();
        Ledger.of(SERVER, other.email()).longAgo(48);
        other.browser().get("/account");

        assertThat(confirm(other.browser(), reference, number).status()).isEqualTo(404);
        assertThat(proofs()).isZero();
    }

    @Test
    void k35_k46_a_look_and_a_foreign_form_change_nothing() {
        String reference = start(waiting);
        waiting.get("/signin/way");
        Map<String, Integer> before = ledger.rows();

        waiting.get("/signin/way?way=device");
        waiting.head("/signin/way?way=mail");
        assertThat(waiting.get("/signin/device").redirectsTo("/signin/way")).isTrue();
        Visitor elsewhere = waiting.copy().with("Origin", "https://evil.example");
        assertThat(elsewhere.post("/signin/way", Map.of("way", "device")).status())
                .isEqualTo(403);
        assertThat(ledger.rows()).isEqualTo(before);

        String number = choose(waiting);
        before = ledger.rows();
        waiting.get("/signin/device");
        waiting.head("/signin/device");
        owner.get("/alerts/" + reference + "?answer=confirm&number=" + number);
        Visitor forged = owner.copy().with("Origin", "https://evil.example");
        assertThat(forged.post("/alerts/" + reference, Map.of("answer", "confirm", "number", number))
                        .status())
                .isEqualTo(403);
        Visitor scanner = SERVER.visitor();
        assertThat(scanner.post("/alerts/" + reference, Map.of("answer", "confirm", "number", number))
                        .redirectsTo("/signin"))
                .isTrue();
        assertThat(scanner.post("/signin/device", Map.of()).redirectsTo("/signin"))
                .isTrue();

        assertThat(ledger.rows()).isEqualTo(before);
        assertThat(proofs()).isZero();
    }

    private static Visitor office() {
        return SERVER.visitor().from(Addresses.TOKYO_OFFICE).with("User-Agent", PHONE);
    }

    /// A browser that isn't known sends the right password.
    ///
    /// @return the reference number
    private String start(Visitor browser) {
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/way");
        return reference();
    }

    /// It chooses the other device.
    ///
    /// @return the number that it shows
    private static String choose(Visitor browser) {
        browser.get("/signin/way");
        Walk.expect(browser.post("/signin/way", Map.of("way", "device")), "/signin/device");
        Matcher number = NUMBER.matcher(browser.get("/signin/device").body());
        if (!number.find()) {
            throw new AssertionError("the waiting page shows no number");
        }
        return number.group(1);
    }

    private static Answer confirm(Visitor browser, String reference, String number) {
        browser.get("/alerts/" + reference);
        return browser.post("/alerts/" + reference, Map.of("answer", "confirm", "number", number));
    }

    private void byMail(Visitor browser) {
        int mails = ledger.mails("REGISTRATION_CODE") + ledger.mails("STEP_UP_CODE");
        Walk.expect(browser.post("/signin/way", Map.of("way", "mail")), "/signin/code");
        String code = SERVER.mailbox().code(member.email(), mails + 1);
        Walk.expect(browser.post("/signin/code", Map.of("code", code)), "/done");
    }

    private String reference() {
        return SERVER.db()
                .sql(
                        "select reference from decision_record where account_id = :account order by decided_at desc limit 1")
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }

    private int proofs() {
        return ledger.number(
                "select count(*) from proof where account_id = :account and authenticator = 'SIGNED_IN_DEVICE'");
    }

    private void clean() {
        assertThat(EvidenceRows.violations(SERVER.db(), Set.of(ledger.accountId())))
                .isEmpty();
    }
}
