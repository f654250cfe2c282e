package sekisho.server.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stored form, taken apart: `$sekisho-argon2id$v=1$m=19456,t=2,p=1$k=k1$<salt>$<value>`, where the
/// value is an HMAC, under the server key `k`, of the account and the Argon2id result.
///
/// @param cost what the Argon2id run cost
/// @param keyId name of the server key (the pepper)
/// @param salt the account's salt
/// @param value the keyed value, 32 bytes
record EncodedPassword(Argon2Cost cost, String keyId, byte[] salt, byte[] value) {
    private static final Pattern FORM =
            Pattern.compile("\\$sekisho-argon2id\\$v=1\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                    + "\\$k=([a-z0-9]{1,16})\\$([A-Za-z0-9+/]{1,128})\\$([A-Za-z0-9+/]{43})");

    /// Reads what [#text()] wrote.
    ///
    /// @throws IllegalStateException if the database holds anything else
    static EncodedPassword parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("a stored password isn't in a form that this version knows");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new EncodedPassword(
                new Argon2Cost(
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        Integer.parseInt(form.group(3))),
                form.group(4),
                base64.decode(form.group(5)),
                base64.decode(form.group(6)));
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$sekisho-argon2id$v=1$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism()
                + "$k=" + keyId + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(value);
    }

    @Override
    public String toString() {
        return "EncodedPassword(●)";
    }
}
