package sekisho.server.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message of a case.
///
/// @param role the role of the agent; null for the member
/// @param text with line breaks; what was secret in it was masked before it came here
public record CaseMessage(long seq, Author author, @Nullable String role, String text, Instant at) {
    /// Who wrote it. The names are stored.
    public enum Author {
        MEMBER,
        STAFF
    }
}
