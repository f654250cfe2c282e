package sekisho.server.platform;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Optional;

/// The two-digit number, 10 to 99, by which two people or devices make sure that they mean the same thing
/// (number matching).
public final class TwoDigits {
    private static final int FIRST = 10;
    private static final int COUNT = 90;
    private static final int MOST_TYPED = 16;

    private TwoDigits() {}

    /// The number that a MAC stands for.
    public static String of(byte[] mac) {
        return Integer.toString(FIRST + Math.floorMod(ByteBuffer.wrap(mac).getInt(), COUNT));
    }

    /// Reads what somebody typed: full-width digits and spaces are fine.
    ///
    /// @return empty if it isn't two digits
    public static Optional<String> read(String typed) {
        String plain = typed.length() > MOST_TYPED
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
        return plain.matches("[0-9]{2}") ? Optional.of(plain) : Optional.empty();
    }
}
