package sekisho.server.staff;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import sekisho.server.platform.ServerKeys;

/// One-time passwords of an authenticator app (RFC 6238): 6 digits by HMAC-SHA-1, a new one each 30 seconds, which is
/// all that every app knows.
final class Totp {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator(STEP);
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Length of the secret: that of the hash (RFC 4226 §4).
    private static final int SECRET_BYTES = 20;

    private static final int NONCE_BYTES = 16;

    /// How many steps the clock of a phone may be off (RFC 6238 §5.2).
    private static final int DRIFT = 1;

    private final ServerKeys keys;

    Totp(ServerKeys keys) {
        this.keys = keys;
    }

    /// What the secret is derived from. It isn't secret itself: without the server key it gives no code.
    record Seed(byte[] nonce, String keyId) {}

    Seed newSeed() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new Seed(nonce, keys.currentId());
    }

    /// What codes are compared with where there is nobody.
    Seed phantomSeed() {
        return new Seed(new byte[NONCE_BYTES], keys.currentId());
    }

    /// The step of the clock that a typed code belongs to, if it is right at that moment.
    OptionalLong step(UUID staffId, Seed seed, String typed, Instant now) {
        byte[] code = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Pd}ー−]", "")
                .getBytes(StandardCharsets.UTF_8);
        SecretKeySpec secret = new SecretKeySpec(secret(staffId, seed), "RAW");
        long at = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = at - DRIFT; step <= at + DRIFT; step++) {
            if (MessageDigest.isEqual(code, code(secret, step))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /// The secret as people type it into an app: 32 letters and digits in groups of four (RFC 4648 §6).
    String text(UUID staffId, Seed seed) {
        return base32(staffId, seed).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /// What an app reads from the QR code (Key URI format of Google Authenticator).
    String uri(UUID staffId, Seed seed, String site, String name) {
        return "otpauth://totp/" + encoded(site) + ":" + encoded(name) + "?secret=" + base32(staffId, seed) + "&issuer="
                + encoded(site) + "&algorithm=SHA1&digits=6&period=30";
    }

    private String base32(UUID staffId, Seed seed) {
        return new Base32().encodeToString(secret(staffId, seed));
    }

    private byte[] secret(UUID staffId, Seed seed) {
        byte[] mac = keys.mac(seed.keyId(), "staff-totp", ServerKeys.bytes(staffId), seed.nonce());
        return Arrays.copyOf(mac, SECRET_BYTES);
    }

    private static byte[] code(SecretKeySpec secret, long step) {
        try {
            return GENERATOR
                    .generateOneTimePasswordString(secret, Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
