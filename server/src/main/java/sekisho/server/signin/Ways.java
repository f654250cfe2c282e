package sekisho.server.signin;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.DeviceChecks;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.password.Passwords;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.session.Sessions;

/// The ways in which a sign-in can be proved: which of them an account has, and the member's choice among
/// them. Whatever is chosen, another one can be chosen until the sign-in is over.
@Component
public class Ways {
    /// What every account has.
    static final Set<Authenticator> MAILBOX = Set.of(Authenticator.EMAIL_CODE);

    private static final Set<AttemptState> OPEN = EnumSet.of(
            AttemptState.WAY_ASKED, AttemptState.CODE_ASKED, AttemptState.DEVICE_ASKED, AttemptState.QUESTION_ASKED);

    private final Accounts accounts;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Devices devices;
    private final Passwords passwords;
    private final DeviceChecks checks;
    private final SecurityQuestions questions;
    private final OneTimeCodes codes;
    private final CodeMails codeMails;
    private final SignInRecords records;
    private final Transactions transactions;

    Ways(
            Accounts accounts,
            Attempts attempts,
            Sessions sessions,
            Devices devices,
            Passwords passwords,
            DeviceChecks checks,
            SecurityQuestions questions,
            OneTimeCodes codes,
            CodeMails codeMails,
            SignInRecords records,
            Transactions transactions) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
        this.devices = devices;
        this.passwords = passwords;
        this.checks = checks;
        this.questions = questions;
        this.codes = codes;
        this.codeMails = codeMails;
        this.records = records;
        this.transactions = transactions;
    }

    /// The proofs that an account can give now, beside the right password. A token that has come
    /// from a foreign browser was copied, and whoever copied it may hold the session beside it: then it is
    /// the mailbox alone (K50).
    ///
    /// @param device which of the account's browsers asks
    Set<Authenticator> available(UUID accountId, Recognition device) {
        Set<Authenticator> available = EnumSet.copyOf(MAILBOX);
        boolean vouched = !sessions.established(accountId, device.deviceId()).isEmpty();
        boolean asks = questions.usable(accountId);
        if (device.kind() == DeviceRecognition.FOREIGN_CONTEXT) {
            return available;
        }
        if (vouched) {
            available.add(Authenticator.SIGNED_IN_DEVICE);
        }
        if (asks) {
            available.add(Authenticator.SECURITY_QUESTION);
        }
        return available;
    }

    /// What can be chosen for an attempt at the moment: what the policy left open when it was judged, and
    /// hasn't closed since. Empty where nothing is to be chosen.
    public Set<Authenticator> open(Attempt attempt) {
        Set<Authenticator> open = EnumSet.noneOf(Authenticator.class);
        for (Authenticator way : attempt.ways()) {
            boolean usable = switch (way) {
                case EMAIL_CODE -> true;
                case SIGNED_IN_DEVICE ->
                    checks.find(attempt.accountId(), attempt.id())
                                    .filter(check -> check.stage() == DeviceChecks.Stage.CLOSED)
                                    .isEmpty()
                            && !sessions.established(attempt.accountId(), attempt.deviceId())
                                    .isEmpty();
                case SECURITY_QUESTION -> questions.usable(attempt.accountId());
                case RECOVERY_CODE, WAITING_PERIOD -> false;
            };
            if (usable) {
                open.add(way);
            }
        }
        return open;
    }

    /// What became of a choice.
    public enum Chosen {
        /// The attempt goes on in that way.
        MOVED,
        /// That way isn't open, or not any more.
        CLOSED,
        /// The attempt is over.
        ENDED
    }

    /// A way was chosen.
    public Chosen choose(AccountToken token, Authenticator way, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
            Optional<Attempt> pending = pending(token, OPEN);
            if (account.isEmpty() || pending.isEmpty()) {
                return Chosen.ENDED;
            }
            Attempt attempt = pending.get();
            if (!open(attempt).contains(way)) {
                return Chosen.CLOSED;
            }
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Recognition device = devices.recognise(attempt.accountId(), cookie, evidence.browser());
            return switch (way) {
                case EMAIL_CODE -> byCode(attempt, evidence, device, locale);
                case SIGNED_IN_DEVICE -> byDevice(attempt, device);
                case SECURITY_QUESTION -> byQuestion(attempt);
                case RECOVERY_CODE, WAITING_PERIOD -> Chosen.CLOSED;
            };
        });
    }

    private Chosen byCode(Attempt attempt, Evidence evidence, Recognition device, Locale locale) {
        if (!moved(attempt, AttemptState.CODE_ASKED)) {
            return Chosen.ENDED;
        }
        boolean hasOne = codes.state(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, device.lane())
                        .expires()
                != null;
        if (hasOne) {
            records.outcome(attempt.accountId(), attempt.id(), Outcome.CODE_ASKED, null);
        } else {
            codeMails.send(attempt, evidence, new Counted(attempt.accountId(), device.lane()), locale, false);
        }
        return Chosen.MOVED;
    }

    private Chosen byDevice(Attempt attempt, Recognition device) {
        if (!checks.open(attempt.accountId(), attempt.id(), device.lane())) {
            return Chosen.CLOSED;
        }
        if (!moved(attempt, AttemptState.DEVICE_ASKED)) {
            return Chosen.ENDED;
        }
        records.outcome(attempt.accountId(), attempt.id(), Outcome.DEVICE_ASKED, null);
        return Chosen.MOVED;
    }

    private Chosen byQuestion(Attempt attempt) {
        if (!moved(attempt, AttemptState.QUESTION_ASKED)) {
            return Chosen.ENDED;
        }
        records.outcome(attempt.accountId(), attempt.id(), Outcome.QUESTION_ASKED, null);
        return Chosen.MOVED;
    }

    private boolean moved(Attempt attempt, AttemptState next) {
        return attempt.state() == next || attempts.move(attempt, next);
    }

    /// The attempt, if it stands in one of these states. A password that was declared unsafe since ends it:
    /// the way in is a new sign-in, which leads to a reset.
    Optional<Attempt> pending(AccountToken token, Set<AttemptState> states) {
        return attempts.find(token)
                .filter(attempt -> states.contains(attempt.state()))
                .filter(attempt -> !isOver(attempt));
    }

    /// Whether the password was declared unsafe since; the attempt is cancelled then.
    boolean isOver(Attempt attempt) {
        if (!passwords.isUnsafe(attempt.accountId())) {
            return false;
        }
        attempts.move(attempt, AttemptState.CANCELLED);
        return true;
    }
}
