package sekisho.server.selfservice;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.FormerAddresses;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.hotstate.FailureCounters;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.ClientRequest;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.CodeMails;

/// The end of an account, by its owner: every row that belongs to it goes, in one transaction, and he is
/// told how many of what. Only the mail that says so stays until it has gone out.
@Component
public class Deletion {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final DeletionStore store;
    private final FormerAddresses formerAddresses;
    private final Accounts accounts;
    private final Passwords passwords;
    private final CodeMails codeMails;
    private final MailboxCheck mailbox;
    private final FailureCounters failures;
    private final Outbox outbox;
    private final Transactions transactions;

    Deletion(
            DeletionStore store,
            FormerAddresses formerAddresses,
            Accounts accounts,
            Passwords passwords,
            CodeMails codeMails,
            MailboxCheck mailbox,
            FailureCounters failures,
            Outbox outbox,
            Transactions transactions) {
        this.store = store;
        this.formerAddresses = formerAddresses;
        this.accounts = accounts;
        this.passwords = passwords;
        this.codeMails = codeMails;
        this.mailbox = mailbox;
        this.failures = failures;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// What is deleted, as its owner understands it, and the tables that hold it. A table of an account
    /// that isn't named here makes a test fail.
    public enum Kind {
        PROFILE(
                "account",
                "login_identifier",
                "registration",
                "recovery_code",
                "waiting_recovery",
                "email_change",
                "email_undo"),
        PASSWORD("credential", "credential_history", "security_question"),
        DEVICES("device"),
        SESSIONS("session"),
        SIGN_INS(
                "attempt", "decision_record", "outcome_record", "label", "alert_answer", "attack_report", "shown_page"),
        CONFIRMATIONS("one_time_code", "device_check", "proof", "budget"),
        HABITS("account_history", "lesson"),
        SUPPORT("support_access", "support_case", "case_message", "case_event", "caller_check", "recovery_request"),
        MAILS("outbox_mail");

        private final List<String> tables;

        Kind(String... tables) {
            this.tables = List.of(tables);
        }

        List<String> tables() {
            return tables;
        }

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of the wish.
    public sealed interface Result {
        /// The account is no more.
        ///
        /// @param rows how many rows of each kind were deleted
        /// @param noticeTo where the last mail goes
        record Deleted(Map<Kind, Integer> rows, String noticeTo) implements Result {
            public Deleted {
                rows = Map.copyOf(rows);
            }
        }

        /// The code didn't prove the mailbox; nothing was deleted.
        record NotProved(ChallengeResult why) implements Result {}

        /// The address was changed lately, and whoever has the one before can still undo that; nothing was deleted.
        ///
        /// @param until until when
        record AddressChangedLately(Instant until) implements Result {}

        /// The password is another one since it was compared; nothing was deleted.
        record PasswordChanged() implements Result {}
    }

    /// Deletes the account.
    ///
    /// @param code what was typed as the mailed code; a recognised browser needs none
    public Result delete(SignedIn member, Reauthentication.Result.Right proved, String code, ClientRequest client) {
        UUID accountId = member.accountId();
        Evidence evidence = mailbox.evidence(member, proved.device(), client);
        Result result = transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId);
            if (account.isEmpty() || !passwords.isCurrent(accountId, proved.password())) {
                return new Result.PasswordChanged();
            }
            Optional<Instant> undoable = formerAddresses.undoableUntil(accountId);
            if (undoable.isPresent()) {
                return new Result.AddressChangedLately(undoable.get());
            }
            ChallengeResult refusal =
                    mailbox.refusal(member, ChallengePurpose.DELETION, proved.device(), code, "deletion");
            if (refusal != null) {
                return new Result.NotProved(refusal);
            }
            Map<String, String> facts =
                    new HashMap<>(codeMails.facts(evidence, account.get().locale()));
            accounts.toldApart(accountId).ifPresent(which -> facts.put("account", which));
            Map<Kind, Integer> rows = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                rows.put(kind, store.delete(accountId, kind.tables()));
            }
            sayGoodbye(account.get(), facts, evidence.at());
            return new Result.Deleted(rows, account.get().email());
        });
        if (result instanceof Result.Deleted) {
            failures.forget(accountId);
        }
        return result;
    }

    private void sayGoodbye(Account account, Map<String, String> facts, Instant now) {
        outbox.queue(new MailOrder(
                account.id(),
                MailKind.ACCOUNT_DELETED,
                account.email(),
                account.locale(),
                ReferenceNumber.random(),
                null,
                facts,
                now.plus(NOTICE_GIVE_UP)));
    }
}
