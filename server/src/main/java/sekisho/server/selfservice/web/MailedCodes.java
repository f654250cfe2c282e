package sekisho.server.selfservice.web;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeState;
import sekisho.server.device.Recognition;
import sekisho.server.platform.web.Moments;
import sekisho.server.selfservice.MailboxCheck;
import sekisho.server.session.SignedIn;

/// Shows on a page how the mailed code stands that is needed beside the password.
@Component
class MailedCodes {
    private final MailboxCheck mailbox;
    private final Accounts accounts;
    private final Moments moments;

    MailedCodes(MailboxCheck mailbox, Accounts accounts, Moments moments) {
        this.mailbox = mailbox;
        this.accounts = accounts;
        this.moments = moments;
    }

    /// How it stands; null in a recognised browser, which needs none.
    ///
    /// @param why why a code didn't pass just now; null if none was typed
    @Nullable
    MailedCode of(
            SignedIn member,
            ChallengePurpose purpose,
            Recognition device,
            @Nullable ChallengeResult why,
            Locale locale) {
        if (device.lane().recognised()) {
            return null;
        }
        CodeState state = mailbox.state(member, purpose, device);
        Instant next = state.expires() == null ? state.nextSend() : null;
        Instant wait = why instanceof ChallengeResult.TooMany tooMany ? tooMany.next() : next;
        String email = accounts.find(member.accountId()).orElseThrow().email();
        return new MailedCode(
                EmailAddress.mask(email),
                mailbox.reference(member),
                state.expires() == null ? null : moments.clock(state.expires(), locale),
                state.sendsLeft(),
                wait == null ? null : moments.full(wait, locale));
    }
}
