package sekisho.server.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of the log.
///
/// @param seq its number, from 1 without a gap
/// @param aboutId the account that it is about, which may be deleted by now; `null` if it is about none
/// @param previousMac the MAC of the entry before, 32 zeros in the first
/// @param mac over all of the above, under a server key
/// @param keyId the name of that key
public record AuditEntry(
        long seq,
        Instant at,
        Actor actor,
        Action action,
        @Nullable UUID aboutId,
        @Nullable String caseNumber,
        @Nullable String reason,
        byte[] previousMac,
        byte[] mac,
        String keyId) {

    /// Number and MAC in one word, as logs keep it and `audit verify --head` takes it.
    public String head() {
        return seq + ":" + HexFormat.of().formatHex(mac);
    }

    @Override
    public String toString() {
        return "AuditEntry(" + head() + ")";
    }
}
