package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IpAddressTest {
    private static final String ALPHABET = "0123456789abcdefF:::::::....";

    /// The JDK reads more than the RFC allows, such as `::0ffff`; we read less, and nothing differently.
    @Test
    void whatWeReadTheJdkReadsTheSameWay() throws Exception {
        Random random = new Random(53);
        int addresses = 0;
        for (int i = 0; i < 300_000; i++) {
            boolean isAddress = i % 2 == 0;
            String text = isAddress ? spelled(random) : noise(random);
            IpAddress read = IpAddress.parse(text);
            if (read == null) {
                assertThat(isAddress).as(text).isFalse();
            } else {
                addresses++;
                assertThat(read.toInetAddress()).as(text).isEqualTo(InetAddress.ofLiteral(text));
                assertThat(IpAddress.parse(read.text())).as(text).isEqualTo(read);
            }
        }
        assertThat(addresses).isGreaterThan(150_000);
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(2, 12); n > 0; n--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /// An address with runs of zeros, in the JDK's long form or in ours.
    private static String spelled(Random random) throws Exception {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        int from = random.nextInt(16);
        for (int i = from; i < Math.min(16, from + random.nextInt(14)); i++) {
            bytes[i] = 0;
        }
        InetAddress address = InetAddress.getByAddress(bytes);
        IpAddress ours = IpAddress.parse(address.getHostAddress());
        return random.nextBoolean() || ours == null ? address.getHostAddress() : ours.text();
    }
}
