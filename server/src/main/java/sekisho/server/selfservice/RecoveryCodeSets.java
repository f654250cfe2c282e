package sekisho.server.selfservice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.password.RawPassword;
import sekisho.server.password.Verification;
import sekisho.server.platform.Transactions;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.CodeMails;

/// The recovery codes of a member who is signed in: a new set takes the password again, because a
/// session alone must not make a way in that outlives it (K22). Guesses count as they do at sign-in.
@Component
public class RecoveryCodeSets {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Devices devices;
    private final Browsers browsers;
    private final RecoveryCodes codes;
    private final EvidenceCollector evidenceCollector;
    private final SignInRecords records;
    private final CodeMails codeMails;
    private final Outbox outbox;
    private final Transactions transactions;

    RecoveryCodeSets(
            Accounts accounts,
            Passwords passwords,
            Devices devices,
            Browsers browsers,
            RecoveryCodes codes,
            EvidenceCollector evidenceCollector,
            SignInRecords records,
            CodeMails codeMails,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.devices = devices;
        this.browsers = browsers;
        this.codes = codes;
        this.evidenceCollector = evidenceCollector;
        this.records = records;
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

        /// The password isn't the account's, or was declared unsafe.
        record WrongPassword() implements Made {}

        /// Too many passwords were wrong on this account.
        record TooMany(Instant next) implements Made {}

        /// The server hashes as many passwords as it can.
        record Busy() implements Made {}
    }

    /// Makes a new set in place of the old one and tells the member by mail.
    public Made make(SignedIn member, RawPassword password, ClientRequest client, DeviceCookie cookie) {
        UUID accountId = member.accountId();
        Account account = accounts.find(accountId).orElseThrow();
        Recognition device = devices.recognise(accountId, cookie, browsers.read(client));
        Verification verification = passwords.verify(
                accounts.addressOf(account), List.of(new Passwords.Candidate(accountId, device.lane())), password);
        return switch (verification) {
            case Verification.Busy busy -> new Made.Busy();
            case Verification.TooMany tooMany -> new Made.TooMany(tooMany.next());
            case Verification.Wrong wrong -> new Made.WrongPassword();
            case Verification.Right right -> {
                Evidence evidence = evidenceCollector.collect(
                        accountId, client, device.kind(), new Evidence.Credential(true, null, false));
                yield transactions.inOne(accountId, () -> make(member, right, evidence));
            }
        };
    }

    private Made make(SignedIn member, Verification.Right right, Evidence evidence) {
        Optional<Account> account = accounts.lock(member.accountId()).filter(found -> !found.disabled());
        if (account.isEmpty() || right.unsafeCause() != null || !passwords.isCurrent(member.accountId(), right)) {
            return new Made.WrongPassword();
        }
        List<RecoveryCode> made = codes.make(member.accountId());
        outbox.queue(new MailOrder(
                member.accountId(),
                MailKind.RECOVERY_CODES_MADE,
                account.get().email(),
                account.get().locale(),
                records.find(member.accountId(), member.attemptId())
                        .orElseThrow()
                        .reference(),
                null,
                codeMails.facts(evidence, account.get().locale()),
                evidence.at().plus(NOTICE_GIVE_UP)));
        return new Made.Codes(made);
    }
}
