package sekisho.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.challenge.WaitingRecovery;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.Times;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;

/// Tells every address of an account how a recovery of it stands (NIST SP 800-63B-4 §4.2.3). What a mail
/// tells of device and place is always that of the recovery itself, never of who stopped it. All methods
/// join the caller's transaction, which holds the account's lock.
@Component
public class RecoveryNotices {
    private static final Duration GIVE_UP = Duration.ofDays(2);

    private final WaitingRecoveries waits;
    private final SignInRecords records;
    private final CodeMails codeMails;
    private final Outbox outbox;
    private final Times times;

    RecoveryNotices(WaitingRecoveries waits, SignInRecords records, CodeMails codeMails, Outbox outbox, Times times) {
        this.waits = waits;
        this.records = records;
        this.codeMails = codeMails;
        this.outbox = outbox;
        this.times = times;
    }

    /// Ends the recovery that waits for an account, if one does, and tells both addresses: its owner
    /// wants that, or was just proved by his own mailbox.
    ///
    /// @return whether one was stopped
    public boolean stop(Account account) {
        Optional<WaitingRecovery> stopped = waits.stop(account.id());
        stopped.ifPresent(recovery -> {
            records.outcome(account.id(), recovery.attemptId(), Outcome.CANCELLED, null);
            tellBoth(MailKind.RECOVERY_STOPPED, account, recovery);
        });
        return stopped.isPresent();
    }

    /// Tells that a recovery begins to wait.
    ///
    /// @param account the account; `null` where there is none, or nothing waits in truth: same work, no
    ///     mail to it
    public void started(@Nullable Account account, WaitingRecovery recovery) {
        Locale locale = account == null ? recovery.locale() : account.locale();
        MailOrder old = order(
                MailKind.RECOVERY_STARTED, recovery, account == null ? recovery.newEmail() : account.email(), locale);
        if (account == null) {
            outbox.queueNothing(old);
        } else {
            outbox.queue(old);
        }
        outbox.queue(order(MailKind.RECOVERY_WAITS, recovery, recovery.newEmail(), recovery.locale()));
    }

    /// Reminds the owner at half time.
    public void reminder(Account account, WaitingRecovery recovery) {
        outbox.queue(order(MailKind.RECOVERY_REMINDER, recovery, account.email(), account.locale()));
    }

    /// Tells that nobody finished a recovery in time.
    public void expired(Account account, WaitingRecovery recovery) {
        tellBoth(MailKind.RECOVERY_EXPIRED, account, recovery);
    }

    /// Tells the lost and the new address that the account was recovered.
    ///
    /// @param account as it was before
    public void done(Account account, Attempt attempt, String newEmail, Evidence evidence, Locale locale) {
        Instant giveUp = evidence.at().plus(GIVE_UP);
        outbox.queue(new MailOrder(
                account.id(),
                MailKind.RECOVERY_DONE,
                account.email(),
                account.locale(),
                attempt.reference(),
                null,
                codeMails.facts(evidence, account.locale()),
                giveUp));
        if (!account.email().equalsIgnoreCase(newEmail)) {
            outbox.queue(new MailOrder(
                    account.id(),
                    MailKind.RECOVERY_DONE,
                    newEmail,
                    locale,
                    attempt.reference(),
                    null,
                    codeMails.facts(evidence, locale),
                    giveUp));
        }
    }

    private void tellBoth(MailKind kind, Account account, WaitingRecovery recovery) {
        outbox.queue(order(kind, recovery, account.email(), account.locale()));
        outbox.queue(order(kind, recovery, recovery.newEmail(), recovery.locale()));
    }

    private MailOrder order(MailKind kind, WaitingRecovery recovery, String to, Locale locale) {
        Evidence evidence = records.evidenceOf(recovery.accountId(), recovery.attemptId());
        Map<String, String> facts = new HashMap<>(codeMails.facts(evidence, locale));
        facts.put("until", times.full(recovery.ripeAt(), locale));
        return new MailOrder(
                recovery.accountId(),
                kind,
                to,
                locale,
                recovery.reference(),
                null,
                facts,
                recovery.expiresAt().plus(GIVE_UP));
    }
}
