package sekisho.server.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import sekisho.server.platform.AccountToken;

/// Who is signed in. A session is a row and a random token; ending it is one update that counts from
/// the next request on, on every node.
@Component
public class Sessions {
    /// How long an unused session lives when the member chose to stay signed in.
    public static final Duration STAY = Duration.ofDays(180);

    /// How long an unused session lives otherwise; its cookie goes with the browser.
    public static final Duration SHORT = Duration.ofHours(12);

    /// How old a session must be to vouch for another device: who has just got in confirms nobody.
    public static final Duration ESTABLISHED = Duration.ofDays(1);

    /// How lately it must have been used for that.
    static final Duration IN_USE = Duration.ofDays(7);

    /// Why a session ended.
    public enum EndCause {
        /// The member signed out in this browser.
        SIGNED_OUT,
        /// The member ended it from another browser.
        ENDED_BY_MEMBER,
        /// Support ended it, as the member had asked.
        ENDED_BY_SUPPORT,
        /// Another browser changed the password.
        PASSWORD_CHANGED,
        /// The same browser began another session.
        REPLACED,
        /// The owner said of a sign-in that it was not him.
        REPORTED,
        /// Its cookie turned up in another network and another browser.
        UNUSUAL,
        /// It wasn't used for as long as it lives. Never written: time does it.
        UNUSED
    }

    /// What a new session is for.
    ///
    /// @param stay whether the member stays signed in
    /// @param beginning where it begins
    /// @param place the same for the owner's list, in words
    public record Start(
            UUID attemptId,
            @Nullable UUID deviceId,
            boolean stay,
            Beginning beginning,
            @Nullable String place) {}

    private final SessionStore store;
    private final ApplicationEventPublisher events;

    Sessions(SessionStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /// Starts a session; joins the caller's transaction, which holds the account's lock.
    public AccountToken start(UUID accountId, Start start) {
        AccountToken token = AccountToken.random(accountId);
        store.insert(accountId, UUID.randomUUID(), token.token().hash(), start, life(start.stay()));
        return token;
    }

    /// Who holds this token, if his session is open and his account not disabled.
    public Optional<SignedIn> find(AccountToken token) {
        return store.find(token.accountId(), token.token().hash());
    }

    /// How the session of this token ended; empty if it is open, or nobody remembers it.
    public Optional<Ending> findEnding(AccountToken token) {
        return store.findEnding(token.accountId(), token.token().hash());
    }

    /// Counts the use of a session: it now lives its whole time again.
    ///
    /// @return whether it was written down, once an hour at most; the browser's cookie is to be renewed
    ///     then too
    public boolean renew(SignedIn member) {
        return store.renew(member.accountId(), member.sessionId(), life(member.stay()));
    }

    /// Ends the session of a token, if it is open: the same browser starts another one.
    public void endReplaced(AccountToken token) {
        store.find(token.accountId(), token.token().hash())
                .ifPresent(old -> store.end(old.accountId(), old.sessionId(), EndCause.REPLACED));
    }

    /// How many sessions the member himself ended within the last minute.
    public int countEndedJustNow(UUID accountId) {
        return store.countEndedJustNow(accountId);
    }

    /// Ends one session.
    public void end(UUID accountId, UUID sessionId, EndCause cause) {
        store.end(accountId, sessionId, cause);
    }

    /// Ends all sessions but one, or all, and with them what listens to [SessionsEnded]; joins the caller's
    /// transaction.
    ///
    /// @return how many were ended
    public int endAll(UUID accountId, @Nullable UUID except, EndCause cause) {
        int ended = store.endAll(accountId, except, cause);
        events.publishEvent(new SessionsEnded(accountId));
        return ended;
    }

    /// How many sessions the password change ended that this session began with.
    public int countEndedBy(UUID accountId, UUID sessionId) {
        return store.countEndedBy(accountId, sessionId);
    }

    /// The attempts that led to the sessions of a recognised device.
    public List<UUID> attemptsOn(UUID accountId, UUID deviceId) {
        return store.attemptsOn(accountId, deviceId);
    }

    /// The session that an attempt opened, also one that has ended.
    public Optional<SessionView> ofAttempt(UUID accountId, UUID attemptId) {
        return store.findByAttempt(accountId, attemptId);
    }

    /// Whether a session is open now, for whoever has waited for its account's lock.
    public boolean isOpen(UUID accountId, UUID sessionId) {
        return store.isOpen(accountId, sessionId);
    }

    /// All open sessions, the last used first.
    public List<SessionView> list(UUID accountId) {
        return store.list(accountId);
    }

    /// The open sessions that may vouch for a sign-in on another device: they began a day ago or earlier, in
    /// a browser that is recognised by its token, and are in use.
    ///
    /// @param except the device that vouches for nothing, because it is the one in question
    public List<SessionView> established(UUID accountId, @Nullable UUID except) {
        return store.established(accountId, except);
    }

    private static Duration life(boolean stay) {
        return stay ? STAY : SHORT;
    }
}
