package sekisho.server.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.AccountToken;

/// The device cookie: one token for each account that was proved in this browser, the latest first, at
/// most five.
public record DeviceCookie(List<AccountToken> tokens) {
    private static final int MOST = 5;
    private static final String SEPARATOR = ".";

    public DeviceCookie {
        tokens = List.copyOf(tokens);
    }

    /// Reads a cookie; what isn't a token is left out, an absent cookie has none.
    public static DeviceCookie parse(@Nullable String text) {
        List<AccountToken> tokens = new ArrayList<>();
        if (text != null) {
            for (String part : text.split("\\.", MOST + 1)) {
                if (tokens.size() < MOST) {
                    AccountToken.parse(part).ifPresent(tokens::add);
                }
            }
        }
        return new DeviceCookie(tokens);
    }

    /// The token of one account.
    public Optional<AccountToken> of(UUID accountId) {
        return tokens.stream()
                .filter(token -> token.accountId().equals(accountId))
                .findFirst();
    }

    /// This cookie with the newest token of an account in front; the oldest falls out.
    public DeviceCookie with(AccountToken newest) {
        List<AccountToken> kept = new ArrayList<>();
        kept.add(newest);
        for (AccountToken token : tokens) {
            if (!token.accountId().equals(newest.accountId()) && kept.size() < MOST) {
                kept.add(token);
            }
        }
        return new DeviceCookie(kept);
    }

    /// This cookie without an account.
    public DeviceCookie without(UUID accountId) {
        return new DeviceCookie(tokens.stream()
                .filter(token -> !token.accountId().equals(accountId))
                .toList());
    }

    /// The value for the browser.
    public String text() {
        return tokens.stream().map(AccountToken::text).collect(Collectors.joining(SEPARATOR));
    }
}
