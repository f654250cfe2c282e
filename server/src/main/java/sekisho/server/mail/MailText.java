package sekisho.server.mail;

import org.jspecify.annotations.Nullable;

/// What a mail says. [#CODE_PLACE] stands where the code will stand, so that it may be kept and shown.
record MailText(String subject, String body) {
    static final String CODE_PLACE = "●●●●●●";

    /// The text with the code in its places: only for the mail itself, never kept.
    MailText with(@Nullable String code) {
        return code == null ? this : new MailText(subject.replace(CODE_PLACE, code), body.replace(CODE_PLACE, code));
    }
}
