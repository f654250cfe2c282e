package sekisho.server.selfservice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.FormerAddresses;
import sekisho.server.account.FormerAddresses.Left;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.session.Sessions;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.OpenSteps;

/// The way back for a member whose address was changed by somebody else: old address, reference number
/// of the mail that told him, code to the old mailbox. Whatever was typed, it looks the same until the
/// right code comes.
@Component
public class EmailUndo {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final EmailChangeStore store;
    private final FormerAddresses formerAddresses;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Devices devices;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final RecoveryCodes recoveryCodes;
    private final CodeMails codeMails;
    private final OpenSteps openSteps;
    private final EvidenceCollector evidenceCollector;
    private final Outbox outbox;
    private final ServerKeys keys;
    private final Transactions transactions;

    EmailUndo(
            EmailChangeStore store,
            FormerAddresses formerAddresses,
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            Devices devices,
            OneTimeCodes codes,
            Proofs proofs,
            RecoveryCodes recoveryCodes,
            CodeMails codeMails,
            OpenSteps openSteps,
            EvidenceCollector evidenceCollector,
            Outbox outbox,
            ServerKeys keys,
            Transactions transactions) {
        this.store = store;
        this.formerAddresses = formerAddresses;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.devices = devices;
        this.codes = codes;
        this.proofs = proofs;
        this.recoveryCodes = recoveryCodes;
        this.codeMails = codeMails;
        this.openSteps = openSteps;
        this.evidenceCollector = evidenceCollector;
        this.outbox = outbox;
        this.keys = keys;
        this.transactions = transactions;
    }

    /// What was typed on the first page.
    public record Claim(EmailAddress old, String reference) {}

    /// What became of a typed code.
    public sealed interface Answer {
        /// The address is the account's again.
        record Restored() implements Answer {}

        /// The mailbox is proved, but the address belongs to another account by now.
        record AddressTaken() implements Answer {}

        /// It wasn't right.
        record NotProved(ChallengeResult why) implements Answer {}
    }

    /// Sends a code to the old address, if the claim names a change that can be undone; else the same work.
    public Sending sendCode(Claim claim, ClientRequest client, Locale locale) {
        Target target = target(claim);
        Evidence evidence = evidence(target.accountId(), client);
        return transactions.inOne(
                target.accountId(),
                () -> codes.send(new CodeOrder(
                        target.accountId(),
                        target.undoId(),
                        ChallengePurpose.EMAIL_UNDO,
                        target.to(),
                        locale,
                        claim.reference(),
                        codeMails.facts(evidence, locale),
                        Lane.UNKNOWN,
                        !target.exists())));
    }

    /// How the challenge by code stands.
    public CodeState codeState(Claim claim) {
        Target target = target(claim);
        return codes.state(target.accountId(), target.undoId(), ChallengePurpose.EMAIL_UNDO, Lane.UNKNOWN);
    }

    /// A code was typed.
    public Answer answer(Claim claim, String typed, ClientRequest client) {
        Target target = target(claim);
        UUID accountId = target.accountId();
        Evidence evidence = evidence(accountId, client);
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
            ChallengeResult result =
                    codes.answer(accountId, target.undoId(), ChallengePurpose.EMAIL_UNDO, Lane.UNKNOWN, typed);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new Answer.NotProved(result);
            }
            boolean open = target.exists()
                    && account.isPresent()
                    && proofs.consume(accountId, target.undoId(), ChallengePurpose.EMAIL_UNDO, "old-email");
            if (!open) {
                return new Answer.NotProved(new ChallengeResult.Expired());
            }
            if (!accounts.changeEmail(accountId, EmailAddress.parse(target.to()).orElseThrow())) {
                return new Answer.AddressTaken();
            }
            formerAddresses.close(accountId, target.undoId());
            store.end(accountId);
            recoveryCodes.voidMadeSince(accountId, target.changedAt());
            endEverything(account.get());
            tell(account.get(), target.to(), evidence);
            tell(account.get(), account.get().email(), evidence);
            return new Answer.Restored();
        });
    }

    /// Whoever changed the address may know the password and be signed in: nothing of that works any more.
    private void endEverything(Account account) {
        UUID accountId = account.id();
        sessions.endAll(accountId, null, Sessions.EndCause.ENDED_BY_MEMBER);
        devices.removeAll(accountId);
        openSteps.endAll(account, null);
        passwords.markUnsafe(accountId, "email-undone");
    }

    private void tell(Account account, String to, Evidence evidence) {
        outbox.queue(new MailOrder(
                account.id(),
                MailKind.EMAIL_RESTORED,
                to,
                account.locale(),
                ReferenceNumber.random(),
                null,
                codeMails.facts(evidence, account.locale()),
                evidence.at().plus(NOTICE_GIVE_UP)));
    }

    /// What a claim leads to: a change, or nothing that looks and costs alike.
    private record Target(UUID accountId, UUID undoId, String to, Instant changedAt, boolean exists) {}

    private Target target(Claim claim) {
        Optional<Left> undo = formerAddresses.find(claim.old(), claim.reference());
        return undo.map(found -> new Target(
                        found.accountId(), found.undoId(), found.address().text(), found.changedAt(), true))
                .orElseGet(() -> new Target(
                        nobody(claim), phantomUndo(claim), claim.old().text(), Instant.EPOCH, false));
    }

    /// Never an account that has the address: else a stranger could use up the guesses that its owner needs
    /// when it has been taken from him.
    private UUID nobody(Claim claim) {
        return id("phantom-undo-account", claim.old().canonical());
    }

    private UUID phantomUndo(Claim claim) {
        return id("phantom-undo", claim.old().canonical() + "\n" + claim.reference());
    }

    private UUID id(String purpose, String text) {
        return keys.uuid(purpose, text.getBytes(StandardCharsets.UTF_8));
    }

    private Evidence evidence(UUID accountId, ClientRequest client) {
        return evidenceCollector.collect(
                accountId, client, Recognition.NONE.kind(), new Evidence.Credential(null, null, false));
    }
}
