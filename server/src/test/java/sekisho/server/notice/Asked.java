package sekisho.server.notice;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// A member, signed in at home, and somebody in São Paulo who knows the password.
record Asked(TestServer server, Member member, Visitor intruder) {
    private static final Pattern NUMBER = Pattern.compile("id=\"number\"[^>]*>(\\d\\d)<");

    static Asked on(TestServer server) {
        Visitor intruder = server.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR");
        return new Asked(server, server.register(), intruder);
    }

    /// The intruder sends the form and is asked for a code.
    ///
    /// @return the reference number
    String stop() {
        Walk.expect(new Walk(server, intruder).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        return reference();
    }

    /// The intruder reads the mailbox too, and gets in.
    String letIn() {
        int mails = ledger().mails("REGISTRATION_CODE") + ledger().mails("STEP_UP_CODE");
        String reference = stop();
        String code = server.mailbox().code(member.email(), mails + 1);
        Walk.expect(intruder.post("/signin/code", Map.of("code", code)), "/done");
        return reference;
    }

    /// The reference number of the latest sign-in.
    String reference() {
        return server.db()
                .sql(
                        "select reference from decision_record where account_id = :account order by decided_at desc limit 1")
                .param("account", ledger().accountId())
                .query(String.class)
                .single();
    }

    /// The number that the waiting browser shows.
    String number() {
        Matcher number = NUMBER.matcher(intruder.get("/signin/code").body());
        if (!number.find()) {
            throw new AssertionError("the waiting page shows no number");
        }
        return number.group(1);
    }

    Answer answer(String reference, String answer) {
        owner().get("/alerts/" + reference);
        return owner().post("/alerts/" + reference, Map.of("answer", answer));
    }

    Answer claim(String reference, String number) {
        owner().get("/alerts/" + reference);
        return owner().post("/alerts/" + reference, Map.of("answer", "me", "number", number));
    }

    Visitor owner() {
        return member.browser();
    }

    Ledger ledger() {
        return Ledger.of(server, member.email());
    }

    TestMailbox.Mail latestMail(int count) {
        return server.mailbox().await(member.email(), count).get(count - 1);
    }

    /// All rows of the account that an answer could change.
    String state() {
        return server.db()
                .sql("""
                        select concat((select string_agg(t::text, ' ' order by t::text) from session t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from one_time_code t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from attempt t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from device t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from credential t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from outcome_record t
                                        where account_id = :account),
                                      (select string_agg(t::text, ' ' order by t::text) from alert_answer t
                                        where account_id = :account),
                                      (select string_agg(t.account_id::text || t.history, ' ') from account_history t
                                        where account_id = :account),
                                      (select count(*) from outbox_mail where account_id = :account))
                        """)
                .param("account", ledger().accountId())
                .query(String.class)
                .single();
    }
}
