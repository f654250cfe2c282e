package sekisho.server.signin;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.DeviceChecks;
import sekisho.server.challenge.DeviceChecks.Answer;
import sekisho.server.challenge.DeviceChecks.Check;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;

/// The proof of a sign-in by a device that is signed in already. It takes three acts: the waiting browser
/// asks for it, the other device confirms with the number that is shown there, and the waiting browser
/// goes on. Neither a confirmation that nobody asked for nor one alone lets anybody in (K36).
@Component
public class OtherDevice {
    private static final Set<AttemptState> ASKED = EnumSet.of(AttemptState.DEVICE_ASKED);

    private final Accounts accounts;
    private final Attempts attempts;
    private final Ways ways;
    private final DeviceChecks checks;
    private final Proofs proofs;
    private final Sessions sessions;
    private final Devices devices;
    private final Browsers browsers;
    private final SignInRecords records;
    private final Outbox outbox;
    private final Entrance entrance;
    private final Transactions transactions;

    OtherDevice(
            Accounts accounts,
            Attempts attempts,
            Ways ways,
            DeviceChecks checks,
            Proofs proofs,
            Sessions sessions,
            Devices devices,
            Browsers browsers,
            SignInRecords records,
            Outbox outbox,
            Entrance entrance,
            Transactions transactions) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.ways = ways;
        this.checks = checks;
        this.proofs = proofs;
        this.sessions = sessions;
        this.devices = devices;
        this.browsers = browsers;
        this.records = records;
        this.outbox = outbox;
        this.entrance = entrance;
        this.transactions = transactions;
    }

    /// The check of an attempt, as long as its member waits for it.
    public Optional<Check> check(Attempt attempt) {
        return attempt.state() == AttemptState.DEVICE_ASKED
                ? checks.find(attempt.accountId(), attempt.id())
                : Optional.empty();
    }

    /// The number that the waiting browser shows.
    public String number(Attempt attempt) {
        return checks.number(attempt.accountId(), attempt.id());
    }

    /// Whether a member may confirm this attempt where he is signed in now: the session began a day ago or
    /// earlier, in a browser that holds the token of a device that isn't the one in question. A copied
    /// session cookie alone, and a session that somebody has just opened, confirm nothing.
    public boolean mayConfirm(SignedIn member, Attempt attempt, DeviceCookie cookie, ClientRequest client) {
        Recognition here = devices.recognise(member.accountId(), cookie, browsers.read(client));
        return here.kind() == DeviceRecognition.RECOGNISED
                && here.deviceId() != null
                && here.deviceId().equals(member.deviceId())
                && sessions.established(member.accountId(), attempt.deviceId()).stream()
                        .anyMatch(session -> session.id().equals(member.sessionId()));
    }

    /// The number was typed on a device that is signed in. If it is right, the waiting browser may go on.
    public Answer confirm(SignedIn member, UUID attemptId, String typed, DeviceCookie cookie, ClientRequest client) {
        UUID accountId = member.accountId();
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
            Optional<Attempt> asked = attempts.find(accountId, attemptId, AttemptState.DEVICE_ASKED);
            if (account.isEmpty()
                    || asked.isEmpty()
                    || ways.isOver(asked.get())
                    || !mayConfirm(member, asked.get(), cookie, client)) {
                return new Answer.Closed();
            }
            Answer answer = checks.answer(accountId, attemptId, member.sessionId(), typed);
            if (answer instanceof Answer.Wrong) {
                records.outcome(accountId, attemptId, Outcome.NUMBER_WRONG, null);
            } else if (answer instanceof Answer.Confirmed) {
                records.outcome(accountId, attemptId, Outcome.DEVICE_CONFIRMED, null);
                outbox.withdraw(accountId, MailKind.SIGN_IN_STOPPED, asked.get().reference());
            }
            return answer;
        });
    }

    /// The waiting browser goes on: the confirmation is used up, and the member is in.
    ///
    /// @return empty if it wasn't confirmed, or is over
    public Optional<Entry> enter(AccountToken token, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
            Optional<Attempt> asked = ways.pending(token, ASKED);
            if (account.isEmpty() || asked.isEmpty()) {
                return Optional.<Entry>empty();
            }
            Attempt attempt = asked.get();
            if (!proofs.consume(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, "session")
                    || !attempts.move(attempt, AttemptState.SIGNED_IN)) {
                return Optional.<Entry>empty();
            }
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Recognition device = devices.recognise(attempt.accountId(), cookie, evidence.browser());
            records.outcome(attempt.accountId(), attempt.id(), Outcome.PROVED, null);
            return Optional.of(entrance.openProved(attempt, evidence, device, locale));
        });
    }

    /// The waiting browser gives the sign-in up. That proves nothing: the owner is told all the same.
    public void cancel(AccountToken token) {
        transactions.inOne(token.accountId(), () -> {
            accounts.lock(token.accountId());
            Optional<Attempt> asked = ways.pending(token, ASKED);
            if (asked.isPresent() && attempts.move(asked.get(), AttemptState.CANCELLED)) {
                records.outcome(token.accountId(), asked.get().id(), Outcome.CANCELLED, null);
            }
            return true;
        });
    }
}
