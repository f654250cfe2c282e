package sekisho.server.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server's secret keys, kept in files outside the database: who steals only the database can't try
/// passwords or codes against it. Key `k1` is made at the first start; a new key is a new file, old
/// ones stay readable.
public final class ServerKeys {
    private static final Pattern ID = Pattern.compile("k[0-9]{1,4}");

    private final KeyFiles files;
    private final String currentId;
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

    private ServerKeys(KeyFiles files) {
        this.files = files;
        int newest = 1;
        while (files.find("k" + (newest + 1)).isPresent()) {
            newest++;
        }
        currentId = "k" + newest;
        keys.put(currentId, new SecretKeySpec(files.findOrMake(currentId), "HmacSHA256"));
    }

    /// Reads the current key of the data directory, and makes the first one if there is none.
    public static ServerKeys in(Path dataDir) {
        return new ServerKeys(KeyFiles.in(dataDir));
    }

    /// The keys of a data directory that has some, for a command beside the server: it makes none.
    ///
    /// @throws StartupRefused if it has none
    public static ServerKeys existing(Path dataDir) {
        if (!Files.isRegularFile(dataDir.resolve("keys").resolve("k1"))) {
            throw new StartupRefused(dataDir + " has no keys: name the data directory of the server with --data-dir.");
        }
        return in(dataDir);
    }

    /// Name of the key that new values are made with, for example `k1`.
    public String currentId() {
        return currentId;
    }

    /// HMAC-SHA-256 of the parts under the current key: 32 bytes.
    ///
    /// @param purpose what the value is for, for example `pepper`; values of two purposes never equal
    ///     each other
    /// @param parts each enters with its length, so that moving bytes between parts changes the value
    public byte[] mac(String purpose, byte[]... parts) {
        return mac(currentId, purpose, parts);
    }

    /// HMAC-SHA-256 of the parts under the named key.
    ///
    /// @throws IllegalArgumentException if there is no such key
    public byte[] mac(String keyId, String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key(keyId));
            add(mac, purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                add(mac, part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// An id that only these keys lead to: the first 16 bytes of [#mac].
    public UUID uuid(String purpose, byte[]... parts) {
        ByteBuffer mac = ByteBuffer.wrap(mac(purpose, parts));
        return new UUID(mac.getLong(), mac.getLong());
    }

    /// An id as a part of [#mac]: its 16 bytes, the most significant first.
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// Whether the file of the current key is still there.
    boolean kept() {
        return files.find(currentId).isPresent();
    }

    private SecretKeySpec key(String keyId) {
        if (!ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("not the name of a key");
        }
        return keys.computeIfAbsent(
                keyId,
                id -> new SecretKeySpec(
                        files.find(id).orElseThrow(() -> new IllegalArgumentException("there is no key " + id)),
                        "HmacSHA256"));
    }

    private static void add(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        mac.update(part);
    }

    @Override
    public String toString() {
        return "ServerKeys(" + currentId + ")";
    }
}
