package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// The mail server is away, slow or unwilling, or somebody has far too many mails sent.
class MailTroubleWalkTest {
    private static final int MAILS_AN_HOUR = 5;

    @Test
    void k38_a_mail_server_that_is_away_slow_or_unwilling_changes_no_answer_and_loses_no_mail() throws Exception {
        try (TestServer server = TestServer.start()) {
            List<String> seen = new ArrayList<>();
            seen.add(codePage(server, server.register().email(), "fine"));
            seen.add(codePage(server, TestServer.freshEmail(), "fine, unknown"));
            Member whileAway = server.register();
            Member whileRefusing = server.register();
            Member whileDripping = server.register();
            Member signingIn = server.register();
            ScriptedSmtp unwilling = new ScriptedSmtp();
            unwilling.atRecipient = to -> to.equals(whileDripping.email()) ? ScriptedSmtp.DRIP : "451 later";
            int good = server.mailbox().port();

            useMailServer(server, 1);
            seen.add(codePage(server, whileAway.email(), "away"));
            seen.add(codePage(server, TestServer.freshEmail(), "away, unknown"));
            useMailServer(server, unwilling.port());
            seen.add(codePage(server, whileRefusing.email(), "unwilling"));
            seen.add(codePage(server, whileDripping.email(), "slow"));
            seen.add(codePage(server, TestServer.freshEmail(), "unwilling, unknown"));
            Visitor asked = server.visitor().from(Addresses.SAO_PAULO);
            Walk.expect(new Walk(server, asked).signIn(signingIn.email(), TestServer.PASSWORD), "/signin/code");
            asked.get("/signin/code");
            assertThat(seen).containsOnly(seen.getFirst());
            MailBench.eventually("the mail server has said no", () -> unwilling.named.contains(whileRefusing.email()));
            assertThat(server.mailbox().to(whileRefusing.email())).hasSize(1);

            useMailServer(server, good);
            unwilling.close();
            for (Member member : List.of(whileAway, whileRefusing, whileDripping, signingIn)) {
                MailBench.eventually("the mail to " + member.email() + " arrives", () -> {
                    server.db()
                            .sql("update outbox_mail set next_try_at = now() where state = 'QUEUED'")
                            .update();
                    return server.mailbox().to(member.email()).size() == 2;
                });
            }
            Walk.expect(
                    asked.post("/signin/code", Map.of("code", server.mailbox().code(signingIn.email(), 2))), "/done");
        }
    }

    @Test
    void k37_hundreds_of_requests_send_a_mailbox_five_mails_an_hour_and_the_owner_still_gets_his() {
        TestServer server = TestServer.shared();
        Member member = server.register();
        new Walk(server, member.browser()).signOut();
        Ledger ledger = Ledger.of(server, member.email());

        List<Answer> answers = Race.of(50, thread -> {
                    List<Answer> all = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        Visitor stranger = server.visitor().from((thread + 1) + "." + (i + 1) + ".3.4");
                        all.add(stranger.post("/forgot", Map.of("email", member.email())));
                    }
                    return all;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(answers).hasSize(300).allMatch(answer -> answer.redirectsTo("/reset/code"));
        int sent = ledger.mails("RESET_CODE");
        assertThat(sent + 1).as("with the one of the registration").isEqualTo(ledger.used("CODE_MAIL/PT1H"));
        assertThat(ledger.fullestWindow("CODE_MAIL/PT1H")).isEqualTo(MAILS_AN_HOUR);

        Visitor owner = member.browser();
        owner.get("/forgot");
        Walk.expect(owner.post("/forgot", Map.of("email", member.email())), "/reset/code");
        owner.get("/reset/code");
        assertThat(ledger.mails("RESET_CODE")).isEqualTo(sent + 1);
        String code = server.mailbox().await(member.email(), sent + 2).stream()
                .map(TestMailbox::codeIn)
                .toList()
                .getLast();
        Walk.expect(owner.post("/reset/code", Map.of("code", code)), "/reset/password");
    }

    @Test
    void k37_registrations_with_my_address_send_me_no_more_either() {
        TestServer server = TestServer.shared();
        Member member = server.register();
        Ledger ledger = Ledger.of(server, member.email());

        Race.of(
                50,
                thread -> server.visitor()
                        .from("9.9." + thread + ".1")
                        .post("/register", Map.of("email", member.email(), "name", "x")));

        assertThat(ledger.mails("ANOTHER_ACCOUNT_CODE") + 1).isEqualTo(ledger.used("CODE_MAIL/PT1H"));
        assertThat(ledger.fullestWindow("CODE_MAIL/PT1H")).isEqualTo(MAILS_AN_HOUR);
        assertThat(ledger.mails("REGISTRATION_CODE")).isOne();
    }

    private static void useMailServer(TestServer server, int port) {
        server.bean(JavaMailSenderImpl.class).setPort(port);
    }

    /// What a browser sees after "I forgot my password", without what is random.
    private static String codePage(TestServer server, String email, String when) {
        Visitor visitor = server.visitor();
        Answer sent = visitor.post("/forgot", Map.of("email", email));
        assertThat(sent.redirectsTo("/reset/code")).as(when).isTrue();
        Answer page = visitor.get("/reset/code");
        return sent.status()
                + sent.location()
                + page.status()
                + page.body()
                        .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "csrf")
                        .replaceAll("m••••.@mail\\.example", "MASKED")
                        .replaceAll("\\b[2-9A-Z]{2}-[2-9A-Z]{4}\\b", "REFERENCE")
                        .replaceAll("datetime=\"[^\"]+\"", "datetime")
                        .replaceAll("\\d{1,2}時\\d{2}分", "TIME")
                        .replaceAll("あと\\d回送れます", "MORE");
    }
}
