package sekisho.server.platform;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What a cookie of ours holds: the account it belongs to, so that the look-up goes to one shard, and
/// the secret.
public record AccountToken(UUID accountId, Token token) {
    private static final int TEXT_LENGTH = 22 + 43;

    /// A new secret for an account.
    public static AccountToken random(UUID accountId) {
        return new AccountToken(accountId, Token.random());
    }

    /// Reads what [#text()] wrote; empty for anything else.
    public static Optional<AccountToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(0, 22)));
            UUID accountId = new UUID(id.getLong(), id.getLong());
            return Token.parse(text.substring(22)).map(token -> new AccountToken(accountId, token));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// 65 characters of base64url.
    public String text() {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(accountId.getMostSignificantBits())
                .putLong(accountId.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id) + token.text();
    }
}
