package sekisho.server.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.ClientRequest;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.CodeMails;

/// The recovery codes of a member who is signed in: a new set takes the password again, because a
/// session alone must not make a way in that outlives it (K22); and in a browser that isn't recognised a
/// mailed code too, because the password alone may have let it in.
@Component
public class RecoveryCodeSets {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final Accounts accounts;
    private final Passwords passwords;
    private final RecoveryCodes recoveryCodes;
    private final MailboxCheck mailbox;
    private final CodeMails codeMails;
    private final Outbox outbox;
    private final Transactions transactions;

    RecoveryCodeSets(
            Accounts accounts,
            Passwords passwords,
            RecoveryCodes recoveryCodes,
            MailboxCheck mailbox,
            CodeMails codeMails,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.recoveryCodes = recoveryCodes;
        this.mailbox = mailbox;
        this.codeMails = codeMails;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// What became of the wish for a new set.
    public sealed interface Made {
        /// These are the codes, and this is the only time that they are shown.
        record Codes(List<RecoveryCode> codes) implements Made {
            public Codes {
                codes = List.copyOf(codes);
            }
        }

        /// The mailed code didn't prove the mailbox; nothing was made.
        record NotProved(ChallengeResult why) implements Made {}

        /// The password is another one since it was compared; nothing was made.
        record PasswordChanged() implements Made {}
    }

    /// Makes a new set in place of the old one and tells the member by mail.
    ///
    /// @param code what was typed as the mailed code; a recognised browser needs none
    public Made make(SignedIn member, Reauthentication.Result.Right proved, String code, ClientRequest client) {
        UUID accountId = member.accountId();
        Evidence evidence = mailbox.evidence(member, proved.device(), client);
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
            if (account.isEmpty() || !passwords.isCurrent(accountId, proved.password())) {
                return new Made.PasswordChanged();
            }
            ChallengeResult refusal =
                    mailbox.refusal(member, ChallengePurpose.RECOVERY_CODES, proved.device(), code, "recovery-codes");
            if (refusal != null) {
                return new Made.NotProved(refusal);
            }
            List<RecoveryCode> made = recoveryCodes.make(accountId);
            tell(account.get(), member, evidence);
            return new Made.Codes(made);
        });
    }

    private void tell(Account account, SignedIn member, Evidence evidence) {
        outbox.queue(new MailOrder(
                account.id(),
                MailKind.RECOVERY_CODES_MADE,
                account.email(),
                account.locale(),
                mailbox.reference(member),
                null,
                codeMails.facts(evidence, account.locale()),
                evidence.at().plus(NOTICE_GIVE_UP)));
    }
}
