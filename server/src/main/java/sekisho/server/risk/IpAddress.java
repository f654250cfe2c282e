package sekisho.server.risk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address. An IPv4-mapped IPv6 address is the IPv4 address; a zone id has no place in it.
///
/// @param v6 whether it is an IPv6 address
/// @param high the upper 64 bits of an IPv6 address, 0 for IPv4
/// @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
record IpAddress(boolean v6, long high, long low) {
    /// `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`
    private static final int LONGEST = 45;

    /// Reads a literal; `null` for anything else. No name is ever looked up.
    static @Nullable IpAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    /// Four decimal numbers without leading zeros: what other readers take for octal is refused.
    private static @Nullable IpAddress parseV4(String text) {
        long address = 0;
        int part = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (part < 0 || ++dots > 3) {
                    return null;
                }
                address = address << 8 | part;
                part = -1;
            } else if (c >= '0' && c <= '9' && part != 0) {
                part = part < 0 ? c - '0' : part * 10 + c - '0';
                if (part > 255) {
                    return null;
                }
            } else {
                return null;
            }
        }
        return dots == 3 && part >= 0 ? new IpAddress(false, 0, address << 8 | part) : null;
    }

    private static @Nullable IpAddress parseV6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.' || c > 'f') {
                return null;
            }
        }
        try {
            return of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4
                ? new IpAddress(false, 0, bytes.getInt() & 0xffff_ffffL)
                : new IpAddress(true, bytes.getLong(), bytes.getLong());
    }

    InetAddress toInetAddress() {
        ByteBuffer bytes = v6
                ? ByteBuffer.allocate(16).putLong(high).putLong(low)
                : ByteBuffer.allocate(4).putInt((int) low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Number of bits: 32 or 128.
    int width() {
        return v6 ? 128 : 32;
    }

    /// This address with all bits behind the first `bits` cleared.
    IpAddress masked(int bits) {
        if (!v6) {
            return new IpAddress(false, 0, low & firstBits(bits + 32));
        }
        return new IpAddress(true, high & firstBits(Math.min(bits, 64)), low & firstBits(Math.max(bits - 64, 0)));
    }

    private static long firstBits(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    /// The neighbourhood that belongs to one household, office or attacker, as CIDR text: /24, or /48 for IPv6.
    /// All addresses of a /64 or a /56 that a provider hands out stand in one /48.
    String prefix() {
        int bits = v6 ? 48 : 24;
        return masked(bits).text() + "/" + bits;
    }

    /// Canonical text (RFC 5952).
    String text() {
        if (!v6) {
            return (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        int zerosFrom = -1;
        int zeros = 1;
        for (int from = 0; from < 8; from++) {
            int to = from;
            while (to < 8 && groups[to] == 0) {
                to++;
            }
            if (to - from > zeros) {
                zerosFrom = from;
                zeros = to - from;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
