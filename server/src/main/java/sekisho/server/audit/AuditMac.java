package sekisho.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.ServerKeys;

/// The link of the chain: a MAC over every field of an entry and the MAC before it. Who has only the database can't
/// make one.
final class AuditMac {
    static final int BYTES = 32;

    private static final byte[] NONE = {0};

    private AuditMac() {}

    /// The entry with its MAC, made with the current key.
    static AuditEntry sealed(
            ServerKeys keys,
            long seq,
            Instant at,
            Actor actor,
            Action action,
            @Nullable UUID aboutId,
            @Nullable String caseNumber,
            @Nullable String reason,
            byte[] previousMac) {
        String keyId = keys.currentId();
        AuditEntry open = new AuditEntry(
                seq, at, actor, action, aboutId, caseNumber, reason, previousMac, new byte[BYTES], keyId);
        return new AuditEntry(seq, at, actor, action, aboutId, caseNumber, reason, previousMac, of(keys, open), keyId);
    }

    /// Whether the entry is as it was written.
    ///
    /// @throws IllegalArgumentException if its key is missing
    static boolean fits(ServerKeys keys, AuditEntry entry) {
        return MessageDigest.isEqual(entry.mac(), of(keys, entry));
    }

    private static byte[] of(ServerKeys keys, AuditEntry entry) {
        return keys.mac(
                entry.keyId(),
                "audit",
                number(entry.seq()),
                number(entry.at().getEpochSecond()),
                number(entry.at().getNano()),
                ServerKeys.bytes(entry.actor().staffId()),
                text(entry.actor().name()),
                text(entry.actor().role()),
                text(entry.action().name()),
                entry.aboutId() == null ? NONE : ServerKeys.bytes(entry.aboutId()),
                optional(entry.caseNumber()),
                optional(entry.reason()),
                entry.previousMac(),
                text(entry.keyId()));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /// A missing text enters as the byte 0, which no text in the database holds.
    private static byte[] optional(@Nullable String value) {
        return value == null ? NONE : text(value);
    }
}
