package sekisho.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sekisho.server.platform.ServerKeys;

class TotpTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:26:07Z");
    private static final UUID MEGUMI = new UUID(1, 2);

    @TempDir
    private Path dataDir;

    private Totp totp;

    @BeforeEach
    void open() {
        totp = new Totp(ServerKeys.in(dataDir));
    }

    /// RFC 6238, appendix B, cut to six digits.
    @Test
    void theLibraryKeepsTheStandard() throws Exception {
        SecretKeySpec secret = new SecretKeySpec("12345678901234567890".getBytes(StandardCharsets.US_ASCII), "RAW");
        TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

        assertThat(generator.generateOneTimePasswordString(secret, Instant.ofEpochSecond(59)))
                .isEqualTo("287082");
        assertThat(generator.generateOneTimePasswordString(secret, Instant.ofEpochSecond(20_000_000_000L)))
                .isEqualTo("353130");
    }

    @Test
    void aCodeIsRightOneStepBeforeAndAfterItsOwn() throws Exception {
        Totp.Seed seed = totp.newSeed();
        String code = code(seed, NOW);
        long step = NOW.getEpochSecond() / 30;

        assertThat(totp.step(MEGUMI, seed, code, NOW)).hasValue(step);
        assertThat(totp.step(MEGUMI, seed, code, NOW.plusSeconds(30))).hasValue(step);
        assertThat(totp.step(MEGUMI, seed, code, NOW.minusSeconds(30))).hasValue(step);
        assertThat(totp.step(MEGUMI, seed, code, NOW.plusSeconds(60))).isEmpty();
        assertThat(totp.step(MEGUMI, seed, code, NOW.minusSeconds(60))).isEmpty();
    }

    @Test
    void fullWidthDigitsSpacesAndAnyHyphenAreTheSame() throws Exception {
        Totp.Seed seed = totp.newSeed();
        StringBuilder wide = new StringBuilder();
        code(seed, NOW).chars().forEach(c -> wide.append((char) (c - '0' + '０')));

        assertThat(totp.step(MEGUMI, seed, wide.insert(3, "　").toString(), NOW)).isPresent();
        for (String hyphen : List.of("-", "－", "ー", "−")) {
            String code = new StringBuilder(code(seed, NOW)).insert(3, hyphen).toString();
            assertThat(totp.step(MEGUMI, seed, code, NOW)).as(hyphen).isPresent();
        }
        assertThat(totp.step(MEGUMI, seed, "", NOW)).isEmpty();
    }

    @Test
    void thePhoneReadsWhatTheKeySays() {
        Totp.Seed seed = totp.newSeed();

        assertThat(totp.text(MEGUMI, seed)).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
        assertThat(totp.uri(MEGUMI, seed, "せきしょ商店", "Sato Megumi"))
                .startsWith(
                        "otpauth://totp/%E3%81%9B%E3%81%8D%E3%81%97%E3%82%87%E5%95%86%E5%BA%97:Sato%20Megumi?secret="
                                + totp.text(MEGUMI, seed).replace(" ", "") + "&issuer=%E3%81%9B");
        assertThat(totp.text(new UUID(1, 3), seed)).isNotEqualTo(totp.text(MEGUMI, seed));
    }

    private String code(Totp.Seed seed, Instant at) throws Exception {
        byte[] secret = new Base32().decode(totp.text(MEGUMI, seed).replace(" ", ""));
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(new SecretKeySpec(secret, "RAW"), at);
    }
}
