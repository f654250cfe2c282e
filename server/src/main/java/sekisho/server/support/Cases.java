package sekisho.server.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.Times;
import sekisho.server.record.Decided;
import sekisho.server.support.CaseMessage.Author;
import sekisho.server.support.SupportCase.Origin;

/// The cases of support: their messages, and what was done on them, each with its record in the audit. A mail
/// only says that something is there to be read on the site (E13).
///
/// Whatever changes a case joins the caller's transaction.
@Component
public class Cases {
    private static final Duration GIVE_UP = Duration.ofDays(2);

    private final CaseStore store;
    private final Accounts accounts;
    private final Audit audit;
    private final Outbox outbox;
    private final Times times;
    private final Clock clock;

    Cases(CaseStore store, Accounts accounts, Audit audit, Outbox outbox, Times times, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.audit = audit;
        this.outbox = outbox;
        this.times = times;
        this.clock = clock;
    }

    /// Makes a case of what a member asks, and mails him its number.
    public SupportCase inquire(UUID accountId, Inquiry inquiry) {
        UUID caseId = UUID.randomUUID();
        store.insert(accountId, caseId, CaseNumber.random(), Origin.INQUIRY, inquiry);
        store.insertMessage(accountId, caseId, Author.MEMBER, null, inquiry.text(), null);
        store.memberWrote(accountId, caseId);
        SupportCase made = store.find(accountId, caseId).orElseThrow();
        mail(MailKind.INQUIRY_RECEIVED, made);
        return made;
    }

    /// Adds a further message of the member; an answered or closed case is open again.
    public void add(SupportCase to, String text) {
        store.insertMessage(to.accountId(), to.caseId(), Author.MEMBER, null, text, null);
        store.memberWrote(to.accountId(), to.caseId());
    }

    /// The case about a sign-in that an agent looked up: the one that is open already, or a new one.
    public SupportCase lookUp(Decided found) {
        UUID accountId = found.accountId();
        return store.findLookUp(accountId, found.attemptId()).orElseGet(() -> {
            Optional<Account> account = accounts.find(accountId);
            UUID caseId = UUID.randomUUID();
            store.insert(
                    accountId,
                    caseId,
                    CaseNumber.random(),
                    Origin.LOOK_UP,
                    new Inquiry(
                            Topic.SIGN_IN,
                            found.reference(),
                            found.attemptId(),
                            null,
                            account.isPresent(),
                            account.map(Account::locale).orElse(Locale.JAPANESE),
                            ""));
            return store.find(accountId, caseId).orElseThrow();
        });
    }

    /// Answers the member, and mails him that an answer is there.
    ///
    /// @param unchanged whether the text is what was suggested
    public void reply(SupportCase to, Actor agent, String text, boolean unchanged) {
        store.insertMessage(to.accountId(), to.caseId(), Author.STAFF, agent, text, unchanged);
        store.staffAnswered(to.accountId(), to.caseId());
        event(to, agent, CaseEvent.Kind.REPLIED, null);
        mail(MailKind.INQUIRY_ANSWERED, to);
    }

    /// Closes a case without a further word.
    public void close(SupportCase closed, Actor agent, String reason) {
        store.close(closed.accountId(), closed.caseId());
        event(closed, agent, CaseEvent.Kind.CLOSED, reason);
    }

    /// Writes down that an agent opened a case.
    public void opened(SupportCase opened, Actor agent) {
        event(opened, agent, CaseEvent.Kind.OPENED, null);
    }

    /// Whether an agent opened a case within the last hour: then it isn't written down again.
    public boolean isOpened(SupportCase on, Actor agent) {
        return store.openedLately(on.accountId(), on.caseId(), agent.staffId());
    }

    /// Holds a case until the end of the caller's transaction, so that two answers don't cross.
    public void lock(SupportCase on) {
        store.lock(on.accountId(), on.caseId());
    }

    /// How support answered in the last so many days, by language and topic.
    public List<ReplyFigure> figures(int days) {
        return store.figures(days);
    }

    /// Writes down what an agent did on a case, for the member and in the audit.
    public void event(SupportCase on, Actor agent, CaseEvent.Kind kind, @Nullable String reason) {
        store.insertEvent(on.accountId(), on.caseId(), kind, agent, reason);
        audit.write(agent, kind.action(), on.accountId(), on.number(), reason);
    }

    /// Tells the member by mail what support did.
    ///
    /// @param action what was done, in the language of the account
    public void tell(SupportCase on, String action) {
        account(on)
                .ifPresent(account ->
                        mail(MailKind.SUPPORT_ACTED, on, account.email(), account.locale(), Map.of("action", action)));
    }

    /// The case with this number, whosever it is: for support only.
    public Optional<SupportCase> findByNumber(String number) {
        return store.findByNumber(number);
    }

    /// The case of an account with this number.
    public Optional<SupportCase> find(UUID accountId, String number) {
        return store.findByNumber(number).filter(found -> found.accountId().equals(accountId));
    }

    /// The cases of an account, the latest first.
    public List<SupportCase> of(UUID accountId, int most) {
        return store.of(accountId, most);
    }

    /// The cases that wait for an answer, the longest waiting first.
    ///
    /// @param language of the member; null for all
    /// @param topic null for all
    public List<SupportCase> waiting(@Nullable String language, @Nullable Topic topic, int from, int most) {
        return store.waiting(language, topic, from, most);
    }

    /// How many wait for an answer.
    public int countWaiting(@Nullable String language, @Nullable Topic topic) {
        return store.countWaiting(language, topic);
    }

    /// The messages of a case, in their order.
    public List<CaseMessage> messages(SupportCase of) {
        return store.messages(of.accountId(), of.caseId());
    }

    /// What support did on a case, in its order.
    public List<CaseEvent> events(SupportCase of) {
        return store.events(of.accountId(), of.caseId());
    }

    /// Tells whoever wrote: at the mailbox that he proved, or else at the account's address. A mailbox that has come to
    /// lead elsewhere may be somebody else's by now, who couldn't read the case: then nobody is told.
    private void mail(MailKind kind, SupportCase about) {
        String mailbox = about.mailbox();
        if (mailbox != null) {
            if (leadsTo(mailbox, about.accountId())) {
                mail(kind, about, mailbox, about.locale(), Map.of());
            }
        } else {
            account(about).ifPresent(account -> mail(kind, about, account.email(), about.locale(), Map.of()));
        }
    }

    private boolean leadsTo(String mailbox, UUID accountId) {
        LoginIdentity address = accounts.lookUp(EmailAddress.parse(mailbox).orElseThrow());
        return address.accountId().equals(accountId) || address.accounts().contains(accountId);
    }

    private Optional<Account> account(SupportCase about) {
        return about.accountKnown() ? accounts.find(about.accountId()) : Optional.empty();
    }

    private void mail(MailKind kind, SupportCase about, String to, Locale locale, Map<String, String> facts) {
        Instant now = clock.instant();
        Map<String, String> all = new HashMap<>(facts);
        all.put("when", times.full(now, locale));
        outbox.queue(new MailOrder(about.accountId(), kind, to, locale, about.number(), null, all, now.plus(GIVE_UP)));
    }
}
