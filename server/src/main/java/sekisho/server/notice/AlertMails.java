package sekisho.server.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.Times;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.UntoldSignIn;

/// The mails about sign-ins that no other mail tells of, and about what an owner said. There is none
/// for a wrong password, and none after a code mail.
@Component
class AlertMails {
    /// Whoever is asked for a new password, or how to confirm, and goes on gets the mail with its code or
    /// confirms on another device; only where nobody does is the owner told in this way.
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final CodeMails codeMails;
    private final GuessBudgets budgets;
    private final Outbox outbox;
    private final Times times;
    private final MessageSource messages;

    AlertMails(CodeMails codeMails, GuessBudgets budgets, Outbox outbox, Times times, MessageSource messages) {
        this.codeMails = codeMails;
        this.budgets = budgets;
        this.outbox = outbox;
        this.times = times;
        this.messages = messages;
    }

    /// Tells the owner in the transaction of the sign-in, a few times a day at most: the rest stands in
    /// his pages.
    @EventListener
    void untold(UntoldSignIn signIn) {
        Attempt attempt = signIn.attempt();
        Take take = budgets.take(attempt.accountId(), GuessBudgets.Purpose.SIGN_IN_NOTICE, Lane.UNKNOWN);
        if (!(take instanceof Take.Granted)) {
            return;
        }
        Locale locale = signIn.owner().locale();
        Map<String, String> facts = codeMails.facts(signIn.evidence(), locale);
        switch (signIn.what()) {
            case LET_IN ->
                outbox.queue(order(
                        MailKind.SIGN_IN_NOTED,
                        signIn.owner(),
                        attempt,
                        facts,
                        signIn.evidence().at().plus(NOTICE_GIVE_UP)));
            case WAITS_WITHOUT_CODE -> outbox.queue(stopped(signIn, facts));
            case WAITS_BEFORE_CODE -> outbox.queueIn(LEFT_ALONE, stopped(signIn, facts));
        }
    }

    private MailOrder stopped(UntoldSignIn signIn, Map<String, String> facts) {
        Attempt attempt = signIn.attempt();
        facts.put("until", times.clock(attempt.expires(), signIn.owner().locale()));
        return order(MailKind.SIGN_IN_STOPPED, signIn.owner(), attempt, facts, attempt.expires());
    }

    /// What was done after "this wasn't me".
    void reported(Account owner, Alert alert, Answer answer) {
        Locale locale = owner.locale();
        Map<String, String> facts = facts(alert, locale);
        facts.put("ended", text("notice.mail.ended", locale, answer.sessionsEnded()));
        facts.put("password", text("notice.mail.password." + (answer.passwordOff() ? "off" : "same"), locale));
        facts.put("until", times.clock(Objects.requireNonNull(answer.undoUntil()), locale));
        outbox.queue(order(
                MailKind.SIGN_IN_REPORTED,
                owner,
                alert.attempt(),
                facts,
                Objects.requireNonNull(answer.reported()).plus(NOTICE_GIVE_UP)));
    }

    /// That was taken back.
    ///
    /// @param works whether the password works again
    void undone(Account owner, Alert alert, boolean works) {
        Locale locale = owner.locale();
        Map<String, String> facts = facts(alert, locale);
        facts.put("password", text("notice.mail.password." + (works ? "on" : "still_off"), locale));
        outbox.queue(order(
                MailKind.REPORT_UNDONE,
                owner,
                alert.attempt(),
                facts,
                Objects.requireNonNull(alert.answer().undoUntil()).plus(NOTICE_GIVE_UP)));
    }

    /// What mails tell of the sign-in.
    Map<String, String> facts(Alert alert, Locale locale) {
        return new HashMap<>(codeMails.facts(alert.entry().decided().evidence(), locale));
    }

    private String text(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    private static MailOrder order(
            MailKind kind, Account owner, Attempt attempt, Map<String, String> facts, Instant giveUpAt) {
        return new MailOrder(
                owner.id(), kind, owner.email(), owner.locale(), attempt.reference(), null, facts, giveUpAt);
    }
}
