package sekisho.server.support;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.AccountToken;

/// Who may write to support and read his own cases.
public sealed interface Writer {
    /// A member who is signed in.
    record Member(UUID accountId) implements Writer {}

    /// Whoever has proved a mailbox in this browser.
    record Mailbox(AccountToken token) implements Writer {}

    /// The one of them that there is: a member needs no code.
    static @Nullable Writer of(@Nullable UUID accountId, @Nullable AccountToken token) {
        if (accountId != null) {
            return new Member(accountId);
        }
        return token == null ? null : new Mailbox(token);
    }
}
