package sekisho.server.console;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.audit.Actor;
import sekisho.server.challenge.WaitingRecovery;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInRecords;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.CaseNumber;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Recoveries that support starts, for a member who can't begin one himself: one agent asks for it, another one starts
/// it. Nobody types the new address: it is the mailbox that the member himself has proved for an inquiry. Then it is a
/// recovery like any other: all addresses are told, and for two days the owner can stop it (K71).
@Component
public class RecoveryRequests {
    /// How long a second agent has time.
    public static final Duration OPEN = Duration.ofHours(24);

    private final RecoveryRequestStore store;
    private final Cases cases;
    private final Openings openings;
    private final Accounts accounts;
    private final SignInRecords records;
    private final AccountRecovery recovery;
    private final MessageSource messages;
    private final Transactions transactions;
    private final Clock clock;

    RecoveryRequests(
            RecoveryRequestStore store,
            Cases cases,
            Openings openings,
            Accounts accounts,
            SignInRecords records,
            AccountRecovery recovery,
            MessageSource messages,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.openings = openings;
        this.accounts = accounts;
        this.records = records;
        this.recovery = recovery;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// What became of a wish.
    public enum Result {
        DONE,
        /// The case names no sign-in of an account.
        NO_SIGN_IN,
        /// There is no inquiry with that number whose writer has proved a mailbox, or it is one too many to be opened.
        NO_MAILBOX,
        /// That mailbox is the one that the account has: "I forgot my password" is enough.
        SAME_MAILBOX,
        /// One waits for a second agent already.
        WAITS,
        /// None waits for a second agent.
        OVER,
        /// Whoever asked for it can't start it himself.
        SAME_AGENT,
        /// The account can't be told, what the member was at was refused, a recovery waits already or too many did of
        /// late, or the address is somebody else's. The request is over.
        NOT_POSSIBLE
    }

    /// An agent asks for it. That opens the inquiry, too.
    ///
    /// @param inquiry what was typed as the number of the inquiry that proved the new mailbox
    public Result ask(SupportCase on, Actor agent, String inquiry, String reason) {
        if (!on.accountKnown() || on.attemptId() == null) {
            return Result.NO_SIGN_IN;
        }
        Optional<SupportCase> proved =
                CaseNumber.read(inquiry).flatMap(cases::findByNumber).filter(found -> openings.open(found, agent));
        Optional<EmailAddress> mailbox = proved.map(SupportCase::mailbox).flatMap(EmailAddress::parse);
        if (mailbox.isEmpty()) {
            return Result.NO_MAILBOX;
        }
        return transactions.inOne(on.accountId(), () -> {
            Optional<Account> account = accounts.lock(on.accountId()).filter(found -> !found.disabled());
            if (account.isEmpty()) {
                return Result.NO_SIGN_IN;
            }
            if (isOf(account.get(), mailbox.get())) {
                return Result.SAME_MAILBOX;
            }
            Locale language = proved.get().locale();
            if (!store.insert(on, mailbox.get().text(), language, reason, agent.staffId(), OPEN)) {
                return Result.WAITS;
            }
            cases.event(on, agent, CaseEvent.Kind.RECOVERY_REQUESTED, reason);
            return Result.DONE;
        });
    }

    private static boolean isOf(Account account, EmailAddress mailbox) {
        return EmailAddress.parse(account.email())
                .filter(own -> own.sameAs(mailbox))
                .isPresent();
    }

    /// Another agent starts it.
    public Result start(SupportCase on, Actor agent, String reason) {
        return transactions.inOne(on.accountId(), () -> {
            Optional<Account> account = accounts.lock(on.accountId()).filter(found -> !found.disabled());
            Optional<RecoveryRequest> waiting = waiting(on);
            if (account.isEmpty() || waiting.isEmpty() || on.attemptId() == null) {
                return Result.OVER;
            }
            RecoveryRequest request = waiting.get();
            if (!store.decide(on.accountId(), request.requestId(), agent.staffId(), true)) {
                return Result.SAME_AGENT;
            }
            Decided about = records.find(on.accountId(), on.attemptId()).orElseThrow();
            Optional<WaitingRecovery> begun = recovery.begin(
                    account.get(),
                    about,
                    EmailAddress.parse(request.newEmail()).orElseThrow(),
                    request.locale(),
                    clock.instant());
            if (begun.isEmpty()) {
                store.decideOtherwise(on.accountId(), request.requestId());
                cases.event(on, agent, CaseEvent.Kind.RECOVERY_DECLINED, reason);
                return Result.NOT_POSSIBLE;
            }
            cases.event(on, agent, CaseEvent.Kind.RECOVERY_STARTED, reason);
            cases.tell(
                    on,
                    messages.getMessage(
                            "action.recovery.done", null, account.get().locale()));
            return Result.DONE;
        });
    }

    /// An agent, also the one who asked, declines it.
    public Result decline(SupportCase on, Actor agent, String reason) {
        return transactions.inOne(on.accountId(), () -> {
            Optional<RecoveryRequest> waiting = waiting(on);
            if (waiting.isEmpty() || !store.decide(on.accountId(), waiting.get().requestId(), agent.staffId(), false)) {
                return Result.OVER;
            }
            cases.event(on, agent, CaseEvent.Kind.RECOVERY_DECLINED, reason);
            return Result.DONE;
        });
    }

    /// The one of a case that waits for a second agent.
    public Optional<RecoveryRequest> waiting(SupportCase on) {
        return store.waiting(on.accountId()).filter(found -> found.caseId().equals(on.caseId()));
    }

    /// The cases on which one waits for a second agent, the oldest first.
    public List<String> waiting() {
        return store.waitingCases();
    }

    /// One that waits.
    ///
    /// @param newEmail the mailbox that was proved
    /// @param requestedBy who asked for it
    public record RecoveryRequest(
            UUID requestId, UUID caseId, String newEmail, Locale locale, String reason, UUID requestedBy) {}
}
