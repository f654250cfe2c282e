package sekisho.server.staff;

import sekisho.server.platform.ReferenceNumber;

/// The one-time code of an invitation: 16 signs, 80 bits, told from mouth to ear or typed from a slip.
final class InvitationCode {
    private static final int LENGTH = 16;

    private InvitationCode() {}

    /// A new one, in groups of four.
    static String random() {
        String plain = ReferenceNumber.characters(LENGTH / 2) + ReferenceNumber.characters(LENGTH / 2);
        return plain.replaceAll("(.{4})(?!$)", "$1-");
    }

    /// What was typed as it is compared: width, case, spaces and hyphens make no difference. Empty if no code looks
    /// like that.
    static String plain(String typed) {
        return ReferenceNumber.plain(typed, LENGTH).orElse("");
    }
}
