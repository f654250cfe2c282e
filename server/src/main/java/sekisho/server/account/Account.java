package sekisho.server.account;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A member's account.
///
/// @param nameKana the reading of the name, if the member gave one
/// @param label what the member calls the account himself; null if nothing
/// @param email the proved address that mails go to
/// @param disabled whether nobody may sign in to it
public record Account(
        UUID id,
        String name,
        @Nullable String nameKana,
        @Nullable String label,
        String email,
        @Nullable String phone,
        Locale locale,
        Instant createdAt,
        boolean disabled) {
    /// Name and label in one.
    public static String called(String name, @Nullable String label) {
        return label == null ? name : name + " · " + label;
    }
}
