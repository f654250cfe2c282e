package sekisho.server.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;
import sekisho.server.record.SignInRecords;
import sekisho.server.support.CaseMessage.Author;

/// The member's side of the cases: he asks, reads and asks on. What he writes is looked through for secrets before it
/// is kept, and whether he may is read again in the transaction that keeps it.
@Component
public class Inquiries {
    /// So many messages of a member may wait in one case.
    public static final int MOST_WAITING = 20;

    /// So many cases are listed.
    private static final int MOST_LISTED = 50;

    /// The same words sent again within this time are one message: a form that was sent twice.
    private static final Duration TWICE = Duration.ofMinutes(10);

    /// On it is counted what comes from mailboxes without an account: anybody can make any number of those.
    static final UUID NOBODY = new UUID(0, 0);

    private static final int HANDLE_BYTES = 15;

    private final Cases cases;
    private final SupportAccesses accesses;
    private final SecretScan secrets;
    private final Accounts accounts;
    private final SignInRecords records;
    private final GuessBudgets budgets;
    private final ServerKeys keys;
    private final Transactions transactions;
    private final Clock clock;

    Inquiries(
            Cases cases,
            SupportAccesses accesses,
            SecretScan secrets,
            Accounts accounts,
            SignInRecords records,
            GuessBudgets budgets,
            ServerKeys keys,
            Transactions transactions,
            Clock clock) {
        this.cases = cases;
        this.accesses = accesses;
        this.secrets = secrets;
        this.accounts = accounts;
        this.records = records;
        this.budgets = budgets;
        this.keys = keys;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// One of several accounts on a proved address, by what its owner knows of it.
    ///
    /// @param handle names it on the pages of this access, and nowhere else
    public record Choice(
            String handle, String name, @Nullable String label, Instant created) {}

    /// What a member wants to ask.
    ///
    /// @param reference a number, well formed; null if none
    /// @param account the handle of the account that he means; empty if there is no choice
    /// @param text with nothing secret in it
    public record Question(Topic topic, @Nullable String reference, String account, Locale locale, String text) {}

    /// What became of a message.
    public sealed interface Sent {
        /// It is in the case.
        record Kept(String number) implements Sent {}

        /// There are too many of late.
        ///
        /// @param next from when on another one is taken; null where an answer is waited for
        record TooMany(@Nullable Instant next) implements Sent {}

        /// Too many came from mailboxes without an account, over all of them.
        ///
        /// @param next from when on another one is taken
        record Full(Instant next) implements Sent {}

        /// The account isn't among his.
        record NoAccount() implements Sent {}

        /// He may write no more, or there is no such case.
        record Ended() implements Sent {}
    }

    /// What a writer stands for.
    ///
    /// @param mailbox what was proved; null for a member who is signed in
    /// @param address where his address leads to
    /// @param own the accounts that he may write for and read
    private record Standing(@Nullable SupportAccess access, LoginIdentity address, EmailAddress email, List<UUID> own) {
        boolean known() {
            return address.exists();
        }
    }

    private Optional<Standing> standing(Writer writer) {
        return switch (writer) {
            case Writer.Member member ->
                accounts.find(member.accountId())
                        .filter(account -> !account.disabled())
                        .map(account -> new Standing(
                                null,
                                accounts.addressOf(account),
                                EmailAddress.parse(account.email()).orElseThrow(),
                                List.of(account.id())));
            case Writer.Mailbox mailbox ->
                accesses.proved(mailbox.token()).map(access -> {
                    LoginIdentity address = accounts.lookUp(access.mailbox());
                    List<UUID> own = address.exists() ? address.accounts() : List.of(address.accountId());
                    return new Standing(access, address, access.mailbox(), own);
                });
        };
    }

    /// Whether this writer may write and read now.
    public boolean isOpen(Writer writer) {
        return standing(writer).isPresent();
    }

    /// The accounts to choose from, if there are several.
    public List<Choice> choices(Writer writer) {
        Optional<Standing> standing =
                standing(writer).filter(found -> found.own().size() > 1);
        return standing.map(found -> accounts.find(found.own()).stream()
                        .map(account -> new Choice(
                                handle(found, account.id()), account.name(), account.label(), account.createdAt()))
                        .toList())
                .orElse(List.of());
    }

    /// The account among several that a number belongs to: its handle; empty if none.
    public String accountOf(Writer writer, String reference) {
        return standing(writer)
                .filter(found -> found.own().size() > 1)
                .flatMap(found -> found.own().stream()
                        .filter(account -> attemptOf(account, reference) != null)
                        .findFirst()
                        .map(account -> handle(found, account)))
                .orElse("");
    }

    /// His cases, the latest first.
    public List<SupportCase> cases(Writer writer) {
        return standing(writer)
                .map(found -> found.own().stream()
                        .flatMap(account -> cases.of(account, MOST_LISTED).stream())
                        .filter(one -> mayRead(found, one))
                        .sorted(Comparator.comparing(SupportCase::openedAt).reversed())
                        .limit(MOST_LISTED)
                        .toList())
                .orElse(List.of());
    }

    /// One of them.
    public Optional<SupportCase> find(Writer writer, String number) {
        return standing(writer).flatMap(found -> find(found, number));
    }

    private Optional<SupportCase> find(Standing standing, String number) {
        return standing.own().stream()
                .flatMap(account -> cases.find(account, number).stream())
                .filter(one -> mayRead(standing, one))
                .findFirst();
    }

    /// Somebody may have moved the account since: what was written from another mailbox isn't his to read.
    private static boolean mayRead(Standing standing, SupportCase one) {
        return one.mailbox() == null
                || EmailAddress.parse(one.mailbox())
                        .filter(mailbox -> mailbox.sameAs(standing.email()))
                        .isPresent();
    }

    /// What was written and done in a case.
    public List<CaseMessage> messages(SupportCase of) {
        return cases.messages(of);
    }

    /// What support did.
    public List<CaseEvent> events(SupportCase of) {
        return cases.events(of);
    }

    /// Looks a text through for secrets. It must not be called within a transaction.
    ///
    /// Passwords are compared with those of the accounts that the writer has proved to be his: a session of one account
    /// must not tell the password of its sibling.
    ///
    /// @param checked what [#seal] said about this text, so that it isn't looked through twice
    /// @return empty if he may write no more
    public Optional<SecretScan.Masked> mask(Writer writer, String text, String checked) {
        return standing(writer).map(standing -> mask(standing, text, checked));
    }

    private SecretScan.Masked mask(Standing standing, String text, String checked) {
        if (isSealed(standing, text, checked)) {
            return new SecretScan.Masked(text, List.of());
        }
        List<UUID> withPassword = standing.known() ? standing.own() : List.of();
        List<UUID> withCode = new ArrayList<>(standing.address().accounts());
        withCode.add(standing.address().accountId());
        withCode.add(accounts.nobodyOn(standing.email()));
        return secrets.mask(standing.address().accountId(), withPassword, withCode, text);
    }

    /// Says that a text was looked through and masked just now; for the form that comes back with it.
    public String seal(Writer writer, String masked) {
        return standing(writer).map(found -> seal(found, masked, hour())).orElse("");
    }

    private boolean isSealed(Standing standing, String text, String checked) {
        byte[] given = checked.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, seal(standing, text, hour()).getBytes(StandardCharsets.UTF_8))
                || MessageDigest.isEqual(given, seal(standing, text, hour() - 1).getBytes(StandardCharsets.UTF_8));
    }

    private String seal(Standing standing, String text, long hour) {
        byte[] mac = keys.mac(
                "looked-through",
                ServerKeys.bytes(standing.address().accountId()),
                Long.toString(hour).getBytes(StandardCharsets.US_ASCII),
                text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private long hour() {
        return clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds();
    }

    /// Makes a case of a question.
    public Sent ask(Writer writer, Question question) {
        Optional<Standing> before = standing(writer);
        if (before.isEmpty()) {
            return new Sent.Ended();
        }
        Optional<UUID> meant = meant(before.get(), question.account());
        if (meant.isEmpty()) {
            return new Sent.NoAccount();
        }
        UUID accountId = meant.get();
        return transactions.inOne(accountId, () -> {
            accounts.lock(accountId);
            accounts.lockAddress(before.get().email());
            Optional<Standing> now =
                    standing(writer).filter(found -> found.own().contains(accountId));
            return now.isEmpty() ? new Sent.Ended() : ask(now.get(), accountId, question);
        });
    }

    private Sent ask(Standing standing, UUID accountId, Question question) {
        Optional<SupportCase> same = cases.of(accountId, 1).stream()
                .filter(latest -> latest.topic() == question.topic() && mayRead(standing, latest))
                .filter(latest -> saidJustNow(latest, question.text()))
                .findFirst();
        if (same.isPresent()) {
            return new Sent.Kept(same.get().number());
        }
        if (budgets.take(accountId, Purpose.SUPPORT_INQUIRY, Lane.UNKNOWN) instanceof Take.Refused refused) {
            return new Sent.TooMany(refused.next());
        }
        if (!standing.known()
                && budgets.take(NOBODY, Purpose.SUPPORT_INQUIRY_UNKNOWN, Lane.UNKNOWN)
                        instanceof Take.Refused refused) {
            return new Sent.Full(refused.next());
        }
        SupportCase made = cases.inquire(
                accountId,
                new Inquiry(
                        question.topic(),
                        question.reference(),
                        question.reference() == null ? null : attemptOf(accountId, question.reference()),
                        standing.access() == null
                                ? null
                                : standing.access().mailbox().text(),
                        standing.known(),
                        question.locale(),
                        question.text()));
        return new Sent.Kept(made.number());
    }

    /// Adds a message to a case.
    public Sent add(Writer writer, String number, String text) {
        Optional<SupportCase> before = find(writer, number);
        if (before.isEmpty()) {
            return new Sent.Ended();
        }
        UUID accountId = before.get().accountId();
        return transactions.inOne(accountId, () -> {
            accounts.lock(accountId);
            standing(writer).ifPresent(found -> accounts.lockAddress(found.email()));
            Optional<SupportCase> now = find(writer, number);
            if (now.isEmpty()) {
                return new Sent.Ended();
            }
            if (!saidJustNow(now.get(), text)) {
                if (waiting(now.get()) >= MOST_WAITING) {
                    return new Sent.TooMany(null);
                }
                cases.add(now.get(), text);
            }
            return new Sent.Kept(number);
        });
    }

    private Optional<UUID> meant(Standing standing, String handle) {
        if (standing.own().size() == 1) {
            return Optional.of(standing.own().getFirst());
        }
        return standing.own().stream()
                .filter(account -> handle(standing, account).equals(handle))
                .findFirst();
    }

    private @Nullable UUID attemptOf(UUID accountId, String reference) {
        return records.findByReference(accountId, reference)
                .map(entry -> entry.decided().attemptId())
                .orElse(null);
    }

    private boolean saidJustNow(SupportCase in, String text) {
        List<CaseMessage> messages = cases.messages(in);
        return !messages.isEmpty()
                && messages.getLast().author() == Author.MEMBER
                && messages.getLast().text().equals(text)
                && messages.getLast().at().isAfter(clock.instant().minus(TWICE));
    }

    private int waiting(SupportCase in) {
        int waiting = 0;
        for (CaseMessage message : cases.messages(in)) {
            waiting = message.author() == Author.MEMBER ? waiting + 1 : 0;
        }
        return waiting;
    }

    private String handle(Standing standing, UUID accountId) {
        UUID access = standing.access() == null ? accountId : standing.access().accessId();
        byte[] mac = keys.mac("support-account", ServerKeys.bytes(access), ServerKeys.bytes(accountId));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, HANDLE_BYTES));
    }
}
