package sekisho.replay;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The neighbourhood of an address: its /24, or its /48 for IPv6.
///
/// @param bits the first bits of the address, the others 0
record AddressPrefix(boolean v6, long bits) {
    /// The neighbourhood of an address in text form; `null` for what isn't an address. No name is ever
    /// looked up. An IPv4-mapped IPv6 address is the IPv4 address.
    static @Nullable AddressPrefix of(String address) {
        return address.indexOf(':') < 0 ? ofV4(address) : ofV6(address);
    }

    /// Four decimal numbers.
    private static @Nullable AddressPrefix ofV4(String address) {
        long bits = 0;
        int part = -1;
        int dots = 0;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '.' && part >= 0 && dots < 3) {
                bits = bits << 8 | part;
                part = -1;
                dots++;
            } else if (c >= '0' && c <= '9' && part <= 25) {
                part = Math.max(part, 0) * 10 + c - '0';
            } else {
                return null;
            }
            if (part > 255) {
                return null;
            }
        }
        return dots == 3 && part >= 0 ? new AddressPrefix(false, bits << 8) : null;
    }

    private static @Nullable AddressPrefix ofV6(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            ByteBuffer bytes = ByteBuffer.wrap(literal.getAddress());
            return literal instanceof Inet6Address
                    ? new AddressPrefix(true, bytes.getLong() & -1L << 16)
                    : new AddressPrefix(false, bytes.getInt() & 0xffff_ff00L);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /// In CIDR notation, as the server writes it: canonical (RFC 5952), so zeros at the end are left out.
    String cidr() {
        if (!v6) {
            return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + ".0/24";
        }
        StringBuilder groups = new StringBuilder();
        for (long rest = bits; rest != 0; rest <<= 16) {
            groups.append(groups.isEmpty() ? "" : ":").append(Long.toHexString(rest >>> 48));
        }
        return groups.append("::/48").toString();
    }
}
