package sekisho.server.support;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.Lane;
import sekisho.server.hotstate.NetworkLimit;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.session.SessionsEnded;
import sekisho.server.signin.CodeMails;

/// Lets somebody write to support who isn't signed in: a code proves the mailbox, and for an hour this browser may
/// write and read what belongs to it. Nothing differs for an address without an account; its code goes out too.
@Component
public class SupportAccesses {
    /// How long a browser stays open, and how long it may take to prove the mailbox.
    public static final Duration OPEN = Duration.ofHours(1);

    private final SupportAccessStore store;
    private final Accounts accounts;
    private final Devices devices;
    private final Browsers browsers;
    private final EvidenceCollector evidenceCollector;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final CodeMails codeMails;
    private final ServerKeys keys;
    private final Transactions transactions;
    private final NetworkLimit limit;

    SupportAccesses(
            SupportAccessStore store,
            Accounts accounts,
            Devices devices,
            Browsers browsers,
            EvidenceCollector evidenceCollector,
            OneTimeCodes codes,
            Proofs proofs,
            CodeMails codeMails,
            ServerKeys keys,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.devices = devices;
        this.browsers = browsers;
        this.evidenceCollector = evidenceCollector;
        this.codes = codes;
        this.proofs = proofs;
        this.codeMails = codeMails;
        this.keys = keys;
        this.transactions = transactions;
        this.limit = new NetworkLimit(clock);
    }

    /// What became of a typed code.
    public sealed interface Answer {
        /// The mailbox is proved.
        ///
        /// @param token in place of the one before
        record Proved(AccountToken token) implements Answer {}

        /// It wasn't right.
        record NotProved(ChallengeResult why) implements Answer {}

        /// There is nothing to prove any more.
        record Ended() implements Answer {}
    }

    /// What became of the wish to begin.
    public sealed interface Begun {
        /// A code is on its way, unless the mailbox has got enough of them.
        ///
        /// @param token for the cookie of this browser
        record Open(AccountToken token) implements Begun {}

        /// Too many have begun from this network, or from everywhere; it goes on then.
        record TooMany(Instant next) implements Begun {}
    }

    /// Sends a code to a mailbox. A form that was sent twice costs one mail. A network begins so often only: else one
    /// place could mail codes to any number of mailboxes.
    public Begun begin(
            EmailAddress email,
            Topic topic,
            @Nullable String reference,
            ClientRequest client,
            DeviceCookie cookie,
            Locale locale) {
        Optional<Instant> next = limit.take(client.prefix());
        if (next.isPresent()) {
            return new Begun.TooMany(next.get());
        }
        UUID accountId = accounts.lookUp(email).accountId();
        AccountToken token = AccountToken.random(accountId);
        UUID accessId = accessId(email, client);
        return transactions.inOne(accountId, () -> {
            accounts.lock(accountId);
            store.begin(token, accessId, mailbox(email), topic, reference);
            SupportAccess access = store.find(token).orElseThrow();
            if (codeState(access, client, cookie).expires() == null) {
                send(access, client, cookie, locale);
            }
            return new Begun.Open(token);
        });
    }

    /// Sends another code.
    ///
    /// @return whether one was sent
    public boolean resend(AccountToken token, ClientRequest client, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            accounts.lock(token.accountId());
            return waiting(token)
                    .filter(access -> send(access, client, cookie, locale) instanceof OneTimeCodes.Sending.Sent)
                    .isPresent();
        });
    }

    /// A code was typed.
    public Answer answer(AccountToken token, String typed, ClientRequest client, DeviceCookie cookie) {
        UUID accountId = token.accountId();
        return transactions.inOne(accountId, () -> {
            accounts.lock(accountId);
            Optional<SupportAccess> waiting = waiting(token);
            if (waiting.isEmpty()) {
                return new Answer.Ended();
            }
            SupportAccess access = waiting.get();
            ChallengeResult result = codes.answer(
                    accountId, access.accessId(), ChallengePurpose.SUPPORT, counted(access, client, cookie), typed);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new Answer.NotProved(result);
            }
            if (!proofs.consume(accountId, access.accessId(), ChallengePurpose.SUPPORT, "support-access")) {
                return new Answer.Ended();
            }
            AccountToken renewed = AccountToken.random(accountId);
            store.prove(access.accessId(), renewed);
            return new Answer.Proved(renewed);
        });
    }

    /// The access of this token, if its hour isn't over.
    public Optional<SupportAccess> find(AccountToken token) {
        return store.find(token);
    }

    /// The same, if its mailbox is proved. An address that has come to lead elsewhere since is to be proved again.
    public Optional<SupportAccess> proved(AccountToken token) {
        return store.find(token)
                .filter(SupportAccess::proved)
                .filter(access -> accounts.lookUp(access.mailbox()).accountId().equals(access.accountId()));
    }

    /// The same, if it isn't proved yet.
    public Optional<SupportAccess> waiting(AccountToken token) {
        return store.find(token).filter(access -> !access.proved());
    }

    /// Closes it before its hour is over.
    public void end(AccountToken token) {
        store.end(token);
    }

    /// Whoever signs out everywhere, or changes the password, closes these browsers too, in the same transaction: the
    /// code may have been read by whoever was kept out just now.
    @EventListener
    void ended(SessionsEnded ended) {
        accounts.find(ended.accountId()).ifPresent(account -> {
            LoginIdentity address = accounts.addressOf(account);
            Set<UUID> all = new LinkedHashSet<>(address.accounts());
            all.add(account.id());
            store.endAll(List.copyOf(all));
        });
    }

    /// How the challenge by code stands.
    public CodeState codeState(SupportAccess access, ClientRequest client, DeviceCookie cookie) {
        return codes.state(
                access.accountId(), access.accessId(), ChallengePurpose.SUPPORT, counted(access, client, cookie));
    }

    /// The number on the page and in the mail with the code.
    public static String reference(SupportAccess access) {
        return ReferenceNumber.of(access.accessId());
    }

    private OneTimeCodes.Sending send(SupportAccess access, ClientRequest client, DeviceCookie cookie, Locale locale) {
        Evidence evidence = evidenceCollector.collect(
                access.accountId(), client, Recognition.NONE.kind(), new Evidence.Credential(null, null, false));
        return codes.send(new CodeOrder(
                access.accountId(),
                access.accessId(),
                ChallengePurpose.SUPPORT,
                access.mailbox().text(),
                locale,
                reference(access),
                codeMails.facts(evidence, locale),
                counted(access, client, cookie),
                false,
                ChallengePurpose.SUPPORT.mail()));
    }

    /// Where an account has the address, mails go to it as it is stored (CVE-2023-7028).
    private EmailAddress mailbox(EmailAddress typed) {
        List<Account> on = accounts.find(accounts.lookUp(typed).accounts());
        return on.isEmpty() ? typed : EmailAddress.parse(on.getFirst().email()).orElseThrow();
    }

    /// Whoever is recognised for one of the accounts on the address isn't kept out by strangers.
    private Counted counted(SupportAccess access, ClientRequest client, DeviceCookie cookie) {
        LoginIdentity address = accounts.lookUp(access.mailbox());
        Evidence.Browser browser = browsers.read(client);
        Lane lane = address.accounts().stream()
                .map(account -> devices.recognise(account, cookie, browser).lane())
                .filter(Lane::recognised)
                .findFirst()
                .orElse(Lane.UNKNOWN);
        return new Counted(access.accountId(), lane);
    }

    /// The same for a browser that sends its form twice.
    private UUID accessId(EmailAddress email, ClientRequest client) {
        String browser = client.browserKey();
        if (browser == null) {
            return UUID.randomUUID();
        }
        return keys.uuid("support-access", (email.canonical() + "\n" + browser).getBytes(StandardCharsets.UTF_8));
    }
}
