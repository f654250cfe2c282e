package sekisho.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.FormerAddresses;
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
            tellOwner(MailKind.RECOVERY_STOPPED, account, recovery);
            outbox.queue(order(MailKind.ASKED_RECOVERY_STOPPED, recovery, recovery.newEmail(), recovery.locale()));
        });
        return stopped.isPresent();
    }

    /// Tells that a recovery begins to wait.
    ///
    /// @param account the account; `null` where there is none, or nothing waits in truth: same work, no
    ///     mail to it
    public void started(@Nullable Account account, WaitingRecovery recovery) {
        tellOwner(MailKind.RECOVERY_STARTED, account, recovery);
        outbox.queue(order(MailKind.RECOVERY_WAITS, recovery, recovery.newEmail(), recovery.locale()));
    }

    /// Reminds the owner at half time.
    ///
    /// @param account as for [#started]
    public void reminder(@Nullable Account account, WaitingRecovery recovery) {
        tellOwner(MailKind.RECOVERY_REMINDER, recovery.told() ? account : null, recovery);
    }

    /// Ends the recovery of an account that nobody finished in time, if there is one, and tells both addresses.
    ///
    /// @param account as for [#started]
    public void expire(UUID accountId, @Nullable Account account) {
        waits.expire(accountId).ifPresent(expired -> {
            records.outcome(accountId, expired.attemptId(), Outcome.CANCELLED, null);
            tellOwner(MailKind.RECOVERY_EXPIRED, expired.told() ? account : null, expired);
            outbox.queue(order(MailKind.ASKED_RECOVERY_EXPIRED, expired, expired.newEmail(), expired.locale()));
        });
    }

    private void tellOwner(MailKind kind, @Nullable Account account, WaitingRecovery recovery) {
        if (account == null) {
            outbox.queueNothing(order(kind, recovery, recovery.newEmail(), recovery.locale()));
        } else {
            outbox.queue(order(kind, recovery, account.email(), account.locale()));
        }
    }

    /// Tells the account's address that a saved code was used: whoever did it has an hour to finish.
    public void codeUsed(Account account, Attempt attempt, Evidence evidence) {
        outbox.queue(new MailOrder(
                account.id(),
                MailKind.RECOVERY_CODE_USED,
                account.email(),
                account.locale(),
                attempt.reference(),
                null,
                codeMails.facts(evidence, account.locale()),
                evidence.at().plus(GIVE_UP)));
    }

    /// Tells the lost and the new address that the account was recovered.
    ///
    /// @param account as it was before
    /// @param left the address that it left, if that can be undone
    public void done(
            Account account,
            Attempt attempt,
            String newEmail,
            FormerAddresses.@Nullable Left left,
            Evidence evidence,
            Locale locale) {
        Instant giveUp = evidence.at().plus(GIVE_UP);
        Map<String, String> facts = new HashMap<>(codeMails.facts(evidence, account.locale()));
        if (left != null) {
            facts.put("undo", times.date(left.until(), account.locale()));
        }
        outbox.queue(new MailOrder(
                account.id(),
                left == null ? MailKind.RECOVERY_DONE : MailKind.RECOVERY_MOVED,
                account.email(),
                account.locale(),
                left == null ? attempt.reference() : left.reference(),
                null,
                facts,
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
