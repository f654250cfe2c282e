package sekisho.server.risk;

/// A range of addresses that share their first bits (RFC 4632, RFC 4291 §2.3).
record Cidr(IpAddress network, int bits) {
    /// Reads `10.1.0.0/16`, `2001:db8::/48`, or one address.
    ///
    /// @throws IllegalArgumentException with a sentence for the person who wrote it
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an address range: write one such as 10.1.0.0/16 or 2001:db8::/48");
        }
        int bits = address.width();
        if (slash >= 0) {
            try {
                bits = Integer.parseInt(text.substring(slash + 1));
            } catch (NumberFormatException notANumber) {
                bits = -1;
            }
            if (!address.v6() && text.indexOf(':') >= 0) {
                bits -= 96;
            }
        }
        if (bits < 0 || bits > address.width()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must end in a number from 0 to " + address.width() + " after the slash");
        }
        if (!address.masked(bits).equals(address)) {
            throw new IllegalArgumentException("\"" + text + "\" has bits behind its prefix: did you mean "
                    + address.masked(bits).text() + "/" + bits + "?");
        }
        return new Cidr(address, bits);
    }

    boolean contains(IpAddress address) {
        return address.v6() == network.v6() && address.masked(bits).equals(network);
    }
}
