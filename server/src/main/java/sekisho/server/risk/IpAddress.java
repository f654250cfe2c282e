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

    /// RFC 4291 §2.2, in all three forms.
    private static @Nullable IpAddress parseV6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = text.startsWith("::") ? 0 : -1;
        int at = gap + 1 << 1;
        while (at < text.length()) {
            int from = at;
            int group = 0;
            while (at < text.length() && at - from < 5 && hexDigit(text.charAt(at)) >= 0) {
                group = group << 4 | hexDigit(text.charAt(at++));
            }
            if (at < text.length() && text.charAt(at) == '.') {
                IpAddress tail = count <= 6 ? parseV4(text.substring(from)) : null;
                if (tail == null) {
                    return null;
                }
                groups[count++] = (int) (tail.low >> 16);
                groups[count++] = (int) (tail.low & 0xffff);
                break;
            }
            if (at == from || at - from > 4 || count == 8) {
                return null;
            }
            groups[count++] = group;
            if (at < text.length()) {
                if (text.charAt(at++) != ':' || at == text.length()) {
                    return null;
                }
                if (text.charAt(at) == ':') {
                    if (gap >= 0) {
                        return null;
                    }
                    gap = count;
                    at++;
                }
            }
        }
        if (gap < 0 ? count != 8 : count == 8) {
            return null;
        }
        return ofGroups(groups, gap < 0 ? 8 : gap, 8 - count);
    }

    /// @param gap index before which the missing groups, all zero, belong
    private static IpAddress ofGroups(int[] groups, int gap, int missing) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int group = i < gap ? groups[i] : i < gap + missing ? 0 : groups[i - missing];
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        return mapped ? new IpAddress(false, 0, low & 0xffff_ffffL) : new IpAddress(true, high, low);
    }

    private static int hexDigit(char c) {
        return c > 'f' ? -1 : Character.digit(c, 16);
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

    /// The neighbourhood that belongs to one household, office or attacker, as CIDR text: /24, or /48
    /// for IPv6. All addresses of a /64 or a /56 that a provider hands out stand in one /48.
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
