package sekisho.replay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// The neighbourhood of an address: /24 of IPv4, /48 of IPv6.
final class Prefix {
    private Prefix() {}

    /// The prefix in CIDR text; `null` for something that is no address.
    static @Nullable String of(@Nullable String address) {
        if (address == null) {
            return null;
        }
        if (address.indexOf(':') < 0) {
            int end = address.lastIndexOf('.');
            return end < 0 ? null : address.substring(0, end) + ".0/24";
        }
        return ofVersion6(address);
    }

    private static @Nullable String ofVersion6(String address) {
        if (!address.matches("[0-9A-Fa-f:.]{2,45}")) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length == 4) {
                return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24";
            }
            return String.format(
                    "%x:%x:%x::/48",
                    (bytes[0] & 0xff) << 8 | bytes[1] & 0xff,
                    (bytes[2] & 0xff) << 8 | bytes[3] & 0xff,
                    (bytes[4] & 0xff) << 8 | bytes[5] & 0xff);
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }
}
