package sekisho.server.mail;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What mails are signed with (`sekisho.mail.dkim.*`): all three, or none and the relay signs.
///
/// @param domain whose signature it is, the sender's domain or one above it
/// @param selector names the key: its public half stands in the DNS at `<selector>._domainkey.<domain>`
/// @param privateKeyFile RSA key of 2048 bits or more, PKCS #8 in PEM form (`BEGIN PRIVATE KEY`)
@ConfigurationProperties("sekisho.mail.dkim")
record DkimSettings(
        @Nullable String domain,
        @Nullable String selector,
        @Nullable Path privateKeyFile) {
    DkimSettings {
        long given = Stream.of(domain != null, selector != null, privateKeyFile != null)
                .filter(Boolean::booleanValue)
                .count();
        if (given == 1 || given == 2) {
            throw new IllegalArgumentException("sekisho.mail.dkim is set in part: give domain, selector and"
                    + " private-key-file, or none of them.");
        }
    }
}
