package sekisho.server.console;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.audit.Actor;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Decided;
import sekisho.server.record.Label;
import sekisho.server.record.Labels;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.RecoveryNotices;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// What an agent may do on a member's account. There is nothing here that sets or shows a password or a code, changes
/// an address or lowers a risk (ASVS 6.4.6). Each action has a reason, a line in the audit and one on the member's
/// page, and a mail to him, all in one transaction.
@Component
public class Actions {
    private static final Set<AttemptState> MAILED = Set.of(AttemptState.CODE_ASKED, AttemptState.RESET_CODE_ASKED);
    private static final Set<String> SILENT = Set.of("DENY", "HOLD");

    private final Accounts accounts;
    private final Attempts attempts;
    private final SignInRecords records;
    private final CodeMails codeMails;
    private final OneTimeCodes codes;
    private final WaitingRecoveries waits;
    private final RecoveryNotices recoveryNotices;
    private final Sessions sessions;
    private final Devices devices;
    private final Labels labels;
    private final Cases cases;
    private final MessageSource messages;
    private final Transactions transactions;

    Actions(
            Accounts accounts,
            Attempts attempts,
            SignInRecords records,
            CodeMails codeMails,
            OneTimeCodes codes,
            WaitingRecoveries waits,
            RecoveryNotices recoveryNotices,
            Sessions sessions,
            Devices devices,
            Labels labels,
            Cases cases,
            MessageSource messages,
            Transactions transactions) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.records = records;
        this.codeMails = codeMails;
        this.codes = codes;
        this.waits = waits;
        this.recoveryNotices = recoveryNotices;
        this.sessions = sessions;
        this.devices = devices;
        this.labels = labels;
        this.cases = cases;
        this.messages = messages;
        this.transactions = transactions;
    }

    /// What an agent can do alone.
    public enum Kind {
        /// A new code for the sign-in of the case, to the address that it always goes to.
        RESEND(CaseEvent.Kind.RESENT),
        /// The step that waits, or the recovery that does, ends.
        CANCEL_STEP(CaseEvent.Kind.STEP_CANCELLED),
        /// The member is signed out everywhere.
        END_SESSIONS(CaseEvent.Kind.SESSIONS_ENDED),
        /// No browser is recognised any more; the next sign-in in each is judged as in a new one.
        CLEAR_DEVICES(CaseEvent.Kind.DEVICES_CLEARED),
        /// The question of the case is marked as wrong, for those who examine the rules.
        MARK_FALSE_ALARM(CaseEvent.Kind.FALSE_ALARM_MARKED);

        private final CaseEvent.Kind event;

        Kind(CaseEvent.Kind event) {
            this.event = event;
        }

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of an action.
    public enum Result {
        /// It is done, and the member is told.
        DONE,
        /// There was nothing to be done: the step is over, nobody is signed in, it is marked already, or its owner
        /// reported it.
        NOTHING,
        /// The mailbox has got enough codes for now.
        TOO_MANY
    }

    /// Whether an action can be tried on a case: it needs an account, and those on a sign-in need one that is the
    /// account's own.
    public static boolean applies(Kind kind, SupportCase on) {
        return on.accountKnown()
                && switch (kind) {
                    case RESEND, CANCEL_STEP, MARK_FALSE_ALARM -> on.attemptId() != null;
                    case END_SESSIONS, CLEAR_DEVICES -> true;
                };
    }

    /// Does it.
    ///
    /// @param reason what the agent wrote down; not blank
    public Result act(Kind kind, SupportCase on, Actor agent, String reason) {
        if (!applies(kind, on)) {
            return Result.NOTHING;
        }
        return transactions.inOne(on.accountId(), () -> {
            Optional<Account> account = accounts.lock(on.accountId()).filter(found -> !found.disabled());
            if (account.isEmpty()) {
                return Result.NOTHING;
            }
            Result result = of(kind).apply(account.get(), on);
            if (result == Result.DONE) {
                cases.event(on, agent, kind.event, reason);
                cases.tell(on, done(kind, account.get().locale()));
            }
            return result;
        });
    }

    private BiFunction<Account, SupportCase, Result> of(Kind kind) {
        return switch (kind) {
            case RESEND -> this::resend;
            case CANCEL_STEP -> this::cancelStep;
            case END_SESSIONS -> this::endSessions;
            case CLEAR_DEVICES -> this::clearDevices;
            case MARK_FALSE_ALARM -> this::markFalseAlarm;
        };
    }

    private String done(Kind kind, Locale locale) {
        return messages.getMessage("action." + kind.key() + ".done", null, locale);
    }

    private Result resend(Account account, SupportCase on) {
        Optional<Attempt> mailed = MAILED.stream()
                .flatMap(state -> attempts.find(account.id(), attemptId(on), state).stream())
                .findFirst();
        Optional<Decided> decided =
                records.find(account.id(), attemptId(on)).filter(found -> !SILENT.contains(found.decision()));
        if (mailed.isEmpty() || decided.isEmpty()) {
            return Result.NOTHING;
        }
        Sending sending = codeMails.send(
                mailed.get(),
                decided.get().evidence(),
                new Counted(account.id(), Lane.UNKNOWN),
                account.locale(),
                false);
        return sending instanceof Sending.Sent ? Result.DONE : Result.TOO_MANY;
    }

    private Result cancelStep(Account account, SupportCase on) {
        UUID attemptId = attemptId(on);
        if (waits.waiting(account.id())
                .filter(waiting -> waiting.attemptId().equals(attemptId))
                .isPresent()) {
            return recoveryNotices.stop(account) ? Result.DONE : Result.NOTHING;
        }
        Optional<Attempt> open = attempts.find(account.id(), attemptId)
                .filter(found -> !found.state().ended());
        if (open.isEmpty() || !attempts.move(open.get(), AttemptState.CANCELLED)) {
            return Result.NOTHING;
        }
        codes.retire(account.id(), attemptId);
        records.outcome(account.id(), attemptId, Outcome.CANCELLED, null);
        return Result.DONE;
    }

    private Result endSessions(Account account, SupportCase on) {
        return sessions.endAll(account.id(), null, Sessions.EndCause.ENDED_BY_SUPPORT) > 0
                ? Result.DONE
                : Result.NOTHING;
    }

    private Result clearDevices(Account account, SupportCase on) {
        if (devices.list(account.id()).isEmpty()) {
            return Result.NOTHING;
        }
        devices.forgetAll(account.id(), null);
        return Result.DONE;
    }

    private Result markFalseAlarm(Account account, SupportCase on) {
        boolean reported = records.findEntry(account.id(), attemptId(on))
                .filter(SignInEntry::reported)
                .isPresent();
        if (reported || labels.find(account.id(), attemptId(on)).isPresent()) {
            return Result.NOTHING;
        }
        labels.put(account.id(), attemptId(on), Label.Verdict.LEGITIMATE, Label.Source.AGENT);
        return Result.DONE;
    }

    private static UUID attemptId(SupportCase on) {
        return Objects.requireNonNull(on.attemptId());
    }
}
