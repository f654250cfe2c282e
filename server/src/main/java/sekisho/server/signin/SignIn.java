package sekisho.server.signin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.ResetCause;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.FailureCounters;
import sekisho.server.password.Passwords;
import sekisho.server.password.Verification;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.risk.Judgement;
import sekisho.server.risk.Risk;

/// The spine: one sign-in from the form to the open door, in nine stops (ARCHITECTURE.md). An unknown
/// address walks the same stops.
@Component
public class SignIn {
    private static final Set<AttemptState> CODE_ASKED = Set.of(AttemptState.CODE_ASKED);

    private final Accounts accounts;
    private final Devices devices;
    private final Passwords passwords;
    private final EvidenceCollector evidenceCollector;
    private final Browsers browsers;
    private final Risk risk;
    private final FailureCounters failures;
    private final SignInRecords records;
    private final Attempts attempts;
    private final Ways ways;
    private final CodeMails codeMails;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final RecoveryNotices recoveryNotices;
    private final Entrance entrance;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    SignIn(
            Accounts accounts,
            Devices devices,
            Passwords passwords,
            EvidenceCollector evidenceCollector,
            Browsers browsers,
            Risk risk,
            FailureCounters failures,
            SignInRecords records,
            Attempts attempts,
            Ways ways,
            CodeMails codeMails,
            OneTimeCodes codes,
            Proofs proofs,
            RecoveryNotices recoveryNotices,
            Entrance entrance,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.devices = devices;
        this.passwords = passwords;
        this.evidenceCollector = evidenceCollector;
        this.browsers = browsers;
        this.risk = risk;
        this.failures = failures;
        this.records = records;
        this.attempts = attempts;
        this.ways = ways;
        this.codeMails = codeMails;
        this.codes = codes;
        this.proofs = proofs;
        this.recoveryNotices = recoveryNotices;
        this.entrance = entrance;
        this.transactions = transactions;
        this.events = events;
    }

    /// A sign-in form was sent.
    public SignInResult signIn(SignInRequest request) {
        // 2 attempt, 4 account: those that the address leads to, or a phantom
        LoginIdentity identity = accounts.lookUp(request.email());
        Map<UUID, Recognition> meant = meant(identity, request);

        // 3 admission: who knows this browser has his own budget; the password is hashed once, whatever there
        // is, and tells which account is meant
        Verification verification = passwords.verify(identity, candidates(meant), request.password());
        if (verification instanceof Verification.Busy) {
            return new SignInResult.Busy();
        }
        UUID accountId = verification instanceof Verification.Right right
                ? right.accountId()
                : Objects.requireNonNullElse(request.account(), identity.accountId());
        Recognition device = meant.getOrDefault(accountId, Recognition.NONE);

        // 5 evidence
        Evidence evidence =
                evidenceCollector.collect(accountId, request.client(), device.kind(), credential(verification));

        // 6 assessment and decision
        // Nobody learns from the time that a wrong password takes what else an account has.
        Set<Authenticator> available =
                verification instanceof Verification.Right ? ways.available(accountId, device) : Ways.MAILBOX;
        Judgement judgement = risk.judge(accountId, evidence, available);

        SignInResult result = transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
            Decision decision = passwords.isCurrent(accountId, verification) && account.isPresent()
                    ? judgement.decision()
                    : new Decision.Deny();

            Attempts.Draft draft = draft(accountId, account.map(Account::email).orElse(null), decision, request);

            // 7 record, before acting
            // A password that was changed meanwhile, or an account that was closed, is refused by no policy.
            records.write(decided(
                    draft, evidence, judgement, decision, decision.equals(judgement.decision()) ? available : null));

            // 8 act
            return switch (decision) {
                case Decision.Allow allow -> letIn(draft, account.orElseThrow(), evidence, device, request.locale());
                case Decision.Challenge challenge ->
                    challenge.anyOf().size() > 1
                            ? askWay(draft, account.orElseThrow(), evidence, device, challenge.anyOf())
                            : askCode(draft, account.orElseThrow(), evidence, device, request.locale());
                case Decision.RequirePasswordReset reset ->
                    askReset(draft, account.orElseThrow(), evidence, device, reset.cause());
                case Decision.Hold hold -> {
                    attempts.open(draft, AttemptState.REFUSED, null);
                    yield new SignInResult.Held();
                }
                case Decision.Deny deny -> {
                    attempts.open(draft, AttemptState.REFUSED, null);
                    yield new SignInResult.Refused();
                }
            };
        });
        if (result instanceof SignInResult.Refused) {
            recordFailure(accountId, identity, evidence);
        }
        return result;
    }

    /// The accounts that the form may be about, and what this browser is to each: all on the address, or the
    /// one that the browser was greeted as.
    private Map<UUID, Recognition> meant(LoginIdentity identity, SignInRequest request) {
        Evidence.Browser browser = browsers.read(request.client());
        Map<UUID, Recognition> meant = new LinkedHashMap<>();
        for (UUID accountId : identity.accounts()) {
            if (request.account() == null || request.account().equals(accountId)) {
                meant.put(accountId, devices.recognise(accountId, request.devices(), browser));
            }
        }
        return meant;
    }

    private static List<Passwords.Candidate> candidates(Map<UUID, Recognition> meant) {
        return meant.entrySet().stream()
                .map(account -> new Passwords.Candidate(
                        account.getKey(), account.getValue().lane()))
                .toList();
    }

    /// A wrong password at an address speaks against whoever then comes in, as whichever of its accounts.
    private void recordFailure(UUID accountId, LoginIdentity identity, Evidence evidence) {
        failures.recordFailure(accountId, evidence.network().prefix());
        identity.siblingsOf(accountId).forEach(sibling -> failures.recordFailure(sibling, null));
    }

    /// 9 outcome: a code was typed to sign in.
    public CodeAnswer answer(AccountToken token, String typed, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
            Optional<Attempt> pending = ways.pending(token, CODE_ASKED);
            if (account.isEmpty() || pending.isEmpty()) {
                return new CodeAnswer.Ended();
            }
            Attempt attempt = pending.get();
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Recognition device = devices.recognise(attempt.accountId(), cookie, evidence.browser());
            ChallengeResult result =
                    codes.answer(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, device.lane(), typed);
            codeMails.recordAnswer(attempt, account.get(), evidence, result);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new CodeAnswer.NotPassed(result);
            }
            boolean open = proofs.consume(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, "session")
                    && attempts.move(attempt, AttemptState.SIGNED_IN);
            if (!open) {
                return new CodeAnswer.Ended();
            }
            // Whoever reads the account's mails has no need of a recovery that waits for them to be lost.
            recoveryNotices.stop(account.get());
            return new CodeAnswer.Passed(entrance.openProved(attempt, evidence, device, locale));
        });
    }

    /// Another code is wanted.
    ///
    /// @return whether one was sent; the mailbox may have got enough, or the attempt may be over
    public boolean resend(AccountToken token, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
            Optional<Attempt> pending = ways.pending(token, CODE_ASKED);
            if (account.isEmpty() || pending.isEmpty()) {
                return false;
            }
            Attempt attempt = pending.get();
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Recognition device = devices.recognise(attempt.accountId(), cookie, evidence.browser());
            return codeMails.send(attempt, evidence, new Counted(attempt.accountId(), device.lane()), locale, false)
                    instanceof Sending.Sent;
        });
    }

    private Attempts.Draft draft(UUID accountId, @Nullable String email, Decision decision, SignInRequest request) {
        Attempts.Cause cause = new Attempts.Cause(
                AttemptKind.SIGN_IN,
                request.stay(),
                request.returnTo(),
                email,
                request.client().browserKey());
        return decision instanceof Decision.Challenge
                ? attempts.draftForCode(accountId, cause)
                : attempts.draft(accountId, cause);
    }

    private SignInResult letIn(
            Attempts.Draft draft, Account account, Evidence evidence, Recognition device, Locale locale) {
        Attempt attempt = attempts.open(draft, AttemptState.SIGNED_IN, null).attempt();
        Entry entry = entrance.openUnasked(attempt, evidence, device, locale);
        untold(attempt, account, evidence, device, UntoldSignIn.What.LET_IN);
        return new SignInResult.SignedIn(entry);
    }

    private SignInResult askCode(
            Attempts.Draft draft, Account account, Evidence evidence, Recognition device, Locale locale) {
        Attempts.Opened opened = attempts.open(draft, AttemptState.CODE_ASKED, null);
        Attempt attempt = opened.attempt();
        Counted counted = new Counted(attempt.accountId(), device.lane());
        boolean sent = codeMails.sendOnce(draft, attempt, evidence, counted, locale, false);
        if (!sent
                && codes.state(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, counted)
                                .expires()
                        == null) {
            untold(attempt, account, evidence, device, UntoldSignIn.What.WAITS_WITHOUT_CODE);
        }
        return new SignInResult.CodeAsked(opened.token());
    }

    private SignInResult askWay(
            Attempts.Draft draft, Account account, Evidence evidence, Recognition device, Set<Authenticator> open) {
        Attempts.Opened opened = attempts.openChoice(draft, open, device.deviceId());
        Attempt attempt = opened.attempt();
        records.outcome(attempt.accountId(), attempt.id(), Outcome.WAY_ASKED, null);
        if (draft.twin() == null) {
            untold(attempt, account, evidence, device, UntoldSignIn.What.WAITS_BEFORE_CODE);
        }
        return new SignInResult.WayAsked(opened.token());
    }

    private SignInResult askReset(
            Attempts.Draft draft, Account account, Evidence evidence, Recognition device, ResetCause cause) {
        Attempts.Opened opened = attempts.open(draft, AttemptState.RESET_ASKED, cause);
        untold(opened.attempt(), account, evidence, device, UntoldSignIn.What.WAITS_BEFORE_CODE);
        return new SignInResult.ResetAsked(opened.token());
    }

    private void untold(
            Attempt attempt, Account account, Evidence evidence, Recognition device, UntoldSignIn.What what) {
        if (device.kind() != DeviceRecognition.RECOGNISED) {
            events.publishEvent(new UntoldSignIn(attempt, account, evidence, what));
        }
    }

    private static Evidence.Credential credential(Verification verification) {
        return switch (verification) {
            case Verification.Right right ->
                new Evidence.Credential(true, right.breached(), right.unsafeCause() != null);
            case Verification.Wrong wrong -> new Evidence.Credential(false, null, false);
            case Verification.TooMany tooMany -> new Evidence.Credential(false, null, false);
            case Verification.Busy busy -> new Evidence.Credential(false, null, false);
        };
    }

    private static Decided decided(
            Attempts.Draft draft,
            Evidence evidence,
            Judgement judgement,
            Decision decision,
            @Nullable Set<Authenticator> available) {
        return new Decided(
                draft.accountId(),
                draft.attemptId(),
                draft.reference(),
                draft.cause().kind(),
                decision.name(),
                evidence,
                judgement.assessment(),
                judgement.policyVersion(),
                judgement.engineVersion(),
                available);
    }
}
