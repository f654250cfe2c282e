package sekisho.server.support;

import java.util.Optional;
import sekisho.server.platform.ReferenceNumber;

/// The number of a case (お問い合わせ番号), such as `Q7K4-Z2MD`: two characters longer than a reference number,
/// so that nobody takes one for the other. It opens nothing.
public final class CaseNumber {
    private static final int HALF = 4;

    private CaseNumber() {}

    /// A new one: 4 + 4 characters, 40 bits.
    public static String random() {
        return written(ReferenceNumber.characters(2 * HALF));
    }

    /// Reads what somebody typed: small or full-width letters, spaces and any hyphen are fine.
    ///
    /// @return empty if no number of ours looks like that
    public static Optional<String> read(String typed) {
        return ReferenceNumber.plain(typed, 2 * HALF).map(CaseNumber::written);
    }

    private static String written(String plain) {
        return plain.substring(0, HALF) + "-" + plain.substring(HALF);
    }
}
