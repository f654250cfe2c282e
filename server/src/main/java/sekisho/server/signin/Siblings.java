package sekisho.server.signin;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Evidence.Counters;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.Proofs;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ServerKeys;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;

/// The accounts that share an e-mail address, for whoever has proved its mailbox: what tells them apart, and
/// how an attempt that began with the address goes on as one of them. From then on everything it opens is
/// that account's alone.
@Component
public class Siblings {
    private static final int HANDLE_BYTES = 15;

    private final Accounts accounts;
    private final Attempts attempts;
    private final Proofs proofs;
    private final SignInRecords records;
    private final ServerKeys keys;

    Siblings(Accounts accounts, Attempts attempts, Proofs proofs, SignInRecords records, ServerKeys keys) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.proofs = proofs;
        this.records = records;
        this.keys = keys;
    }

    /// One of the accounts, by what its owner knows of it.
    ///
    /// @param handle names it on pages of this attempt, and nowhere else
    /// @param label what the member calls it himself; `null` if nothing
    public record Sibling(
            UUID accountId,
            String handle,
            String name,
            @Nullable String label,
            Instant created) {}

    /// The accounts on an address that anybody may sign in to, as pages of an attempt show them. Only for an
    /// attempt that has proved the mailbox.
    public List<Sibling> on(EmailAddress address, Attempt attempt) {
        return accounts.find(accounts.lookUp(address).accounts()).stream()
                .filter(account -> !account.disabled())
                .map(account -> new Sibling(
                        account.id(),
                        handle(attempt.id(), account.id()),
                        account.name(),
                        account.label(),
                        account.createdAt()))
                .toList();
    }

    /// Which account is meant by whoever hasn't proved anything: the one on the address, or of several the only
    /// one that is called so. What an account without a label is called is its name; only where nothing else
    /// fits does the name of one with a label count. Else nobody's.
    public UUID meant(EmailAddress address, String name) {
        LoginIdentity identity = accounts.lookUp(address);
        List<Account> on = accounts.find(identity.accounts());
        if (on.size() < 2) {
            return identity.accountId();
        }
        String typed = folded(name);
        List<Account> called = on.stream()
                .filter(account -> folded(account.label() == null ? account.name() : account.label())
                        .equals(typed))
                .toList();
        List<Account> named = called.isEmpty()
                ? on.stream()
                        .filter(account -> folded(account.name()).equals(typed))
                        .toList()
                : called;
        return named.size() == 1 && !typed.isEmpty() ? named.getFirst().id() : accounts.nobodyOn(address);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .toLowerCase(Locale.ROOT);
    }

    /// Names the account of an attempt on its pages: of two attempts in two tabs it tells which one a page
    /// was made for.
    public String handle(Attempt attempt) {
        return handle(attempt.id(), attempt.accountId());
    }

    /// Somebody who may sign in and reads the mails of an account's address: the account itself, or if it is
    /// disabled a sibling.
    ///
    /// @param account `null` if there is none, and so nobody
    public Optional<Account> reader(@Nullable Account account) {
        if (account == null || !account.disabled()) {
            return Optional.ofNullable(account);
        }
        return accounts.find(accounts.addressOf(account).siblingsOf(account.id())).stream()
                .filter(sibling -> !sibling.disabled())
                .findFirst();
    }

    /// Lets an attempt go on as one of another account: with its record, its proof and a token of its own.
    /// Joins the caller's transaction.
    ///
    /// @return empty if the attempt has moved on, or its proof is used up
    public Optional<AccountToken> goOn(Attempt attempt, UUID accountId, AttemptState next) {
        Optional<Attempts.Draft> draft = attempts.draftForSibling(attempt, accountId);
        if (draft.isEmpty()
                || !proofs.handOver(
                        attempt.accountId(),
                        attempt.id(),
                        CodeMails.purpose(attempt),
                        accountId,
                        draft.get().attemptId())) {
            return Optional.empty();
        }
        Decided decided = records.find(attempt.accountId(), attempt.id()).orElseThrow();
        Evidence seen = decided.evidence();
        records.write(new Decided(
                accountId,
                draft.get().attemptId(),
                decided.reference(),
                decided.kind(),
                decided.decision(),
                // What another account knows of this browser, and how it was judged by its habits, stays there.
                new Evidence(
                        seen.at(),
                        seen.network(),
                        seen.browser(),
                        DeviceRecognition.UNKNOWN,
                        seen.credential(),
                        Counters.NONE),
                null,
                decided.policyVersion(),
                decided.engineVersion(),
                null));
        records.outcome(attempt.accountId(), attempt.id(), Outcome.CANCELLED, null);
        records.outcome(accountId, draft.get().attemptId(), Outcome.PROVED, null);
        return Optional.of(attempts.open(draft.get(), next, null).token());
    }

    private String handle(UUID attemptId, UUID accountId) {
        byte[] mac = keys.mac("sibling", ServerKeys.bytes(attemptId), ServerKeys.bytes(accountId));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, HANDLE_BYTES));
    }
}
