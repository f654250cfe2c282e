package sekisho.server.staff;

import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PersonalData;
import sekisho.server.password.RawPassword;
import sekisho.server.password.SecretHashes;
import sekisho.server.password.SecretHashes.Use;
import sekisho.server.password.Violation;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.Transactions;

/// How an invited becomes one of the staff: with the code of the invitation he chooses a password, and a one-time
/// password proves that his app has the key. Until then nothing but the invitation is good.
@Component
public class Joining {
    private final StaffStore store;
    private final SecretHashes hashes;
    private final PasswordRules rules;
    private final GuessBudgets budgets;
    private final FailedTries failedTries;
    private final Audit audit;
    private final Transactions transactions;
    private final ServerKeys keys;
    private final SiteProperties site;
    private final Totp totp;

    Joining(
            StaffStore store,
            SecretHashes hashes,
            PasswordRules rules,
            GuessBudgets budgets,
            FailedTries failedTries,
            Audit audit,
            Transactions transactions,
            ServerKeys keys,
            SiteProperties site) {
        this.store = store;
        this.hashes = hashes;
        this.rules = rules;
        this.budgets = budgets;
        this.failedTries = failedTries;
        this.audit = audit;
        this.transactions = transactions;
        this.keys = keys;
        this.site = site;
        this.totp = new Totp(keys);
    }

    /// What became of a password that was chosen.
    public sealed interface Chosen {
        /// The app is next.
        record Taken() implements Chosen {}

        /// It can't be taken.
        record Rejected(List<Violation> violations) implements Chosen {
            public Rejected {
                violations = List.copyOf(violations);
            }
        }

        /// The invitation is used up, over, or in use in another browser.
        record Over() implements Chosen {}

        /// Nothing was looked at: the server hashes as much as it can.
        record Busy() implements Chosen {}
    }

    /// What is entered into the app.
    ///
    /// @param name who joins
    /// @param key in groups of four
    /// @param uri the same for a QR code
    public record AppKey(String name, String key, String uri) {
        @Override
        public String toString() {
            return "AppKey(●)";
        }
    }

    /// Begins with the code of an invitation; empty if there is no such invitation. Nobody guesses 80 bits, so tries
    /// have no limit: it would let strangers keep the invited out.
    ///
    /// @return what ties it to this browser
    public Optional<AccountToken> begin(String typedName, String code) {
        Optional<StaffName> name = StaffName.parse(typedName);
        Optional<StaffStore.Invited> invited = name.flatMap(store::findInvited);
        if (invited.isEmpty() || !fits(invited.get(), code)) {
            failedTries.write(
                    invited.map(StaffStore.Invited::staffId).orElseGet(() -> StaffSignIn.phantom(keys, name)),
                    invited.map(Joining::actor).orElse(null));
            return Optional.empty();
        }
        AccountToken token = AccountToken.random(invited.get().staffId());
        return store.begin(invited.get(), token.token().hash()) ? Optional.of(token) : Optional.empty();
    }

    /// The name of who is joining in a browser; empty if his invitation is used up or over.
    public Optional<String> findName(AccountToken joining) {
        return store.findJoining(joining.accountId(), joining.token().hash()).map(StaffStore.Invited::name);
    }

    /// Chooses a password.
    public Chosen choose(AccountToken joining, RawPassword password) {
        byte[] hash = joining.token().hash();
        Optional<StaffStore.Invited> invited = store.findJoining(joining.accountId(), hash);
        if (invited.isEmpty()) {
            return new Chosen.Over();
        }
        UUID id = invited.get().staffId();
        List<Violation> violations =
                rules.check(password, new PersonalData(invited.get().name(), null, null, null));
        if (!violations.isEmpty()) {
            return new Chosen.Rejected(violations);
        }
        String encoded = hashes.hash(Use.STAFF_PASSWORD, id, password, Lane.UNKNOWN);
        if (encoded == null) {
            return new Chosen.Busy();
        }
        return store.choose(id, hash, encoded, totp.newSeed()) ? new Chosen.Taken() : new Chosen.Over();
    }

    /// What a browser that has chosen a password enters into the app; empty if its invitation is used up or over.
    public Optional<AppKey> find(AccountToken joining, Locale locale) {
        return store.findJoining(joining.accountId(), joining.token().hash()).flatMap(invited -> {
            Totp.Seed seed = invited.seed();
            return seed == null
                    ? Optional.empty()
                    : Optional.of(new AppKey(
                            invited.name(),
                            totp.text(invited.staffId(), seed),
                            totp.uri(invited.staffId(), seed, site.siteName(locale), invited.name())));
        });
    }

    /// Proves the app with one of its one-time passwords, which is then used up. There is no limit on tries: whoever
    /// comes here has seen the key.
    ///
    /// @return whether he is one of the staff now
    public boolean prove(AccountToken joining, String code) {
        byte[] hash = joining.token().hash();
        return store.findJoining(joining.accountId(), hash)
                .filter(invited -> prove(invited, hash, code))
                .isPresent();
    }

    private boolean prove(StaffStore.Invited invited, byte[] hash, String code) {
        Totp.Seed seed = invited.seed();
        if (seed == null) {
            return false;
        }
        OptionalLong step = totp.step(invited.staffId(), seed, code, store.now());
        return step.isPresent() && transactions.inOne(() -> join(invited, hash, step.getAsLong()));
    }

    private boolean join(StaffStore.Invited invited, byte[] hash, long step) {
        UUID id = invited.staffId();
        if (!store.join(id, hash, step)) {
            return false;
        }
        // Guesses at what he had before say nothing about what he has now.
        budgets.forget(id, Purpose.STAFF_PASSWORD);
        budgets.forget(id, Purpose.STAFF_CODE);
        audit.write(actor(invited), Action.JOINED, null, null, null);
        return true;
    }

    private static Actor actor(StaffStore.Invited invited) {
        return new Actor(invited.staffId(), invited.name(), invited.role().authority());
    }

    private boolean fits(StaffStore.Invited invited, String code) {
        return MessageDigest.isEqual(
                invited.codeMac(), StaffAccounts.mac(keys, invited.keyId(), invited.staffId(), code));
    }
}
