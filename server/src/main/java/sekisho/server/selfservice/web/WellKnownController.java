package sekisho.server.selfservice.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.StartupRefused;
import sekisho.server.platform.web.ForEveryone;

/// The addresses below `/.well-known/` (RFC 8615) that programs look at: where a password is changed,
/// and whom to tell of a weakness.
@Controller
@ForEveryone
class WellKnownController {
    private static final Set<String> SCHEMES = Set.of("mailto", "https", "tel");

    /// RFC 9116 §2.5.5 recommends less than a year.
    private static final Duration STANDS_FOR = Duration.ofDays(180);

    private final SiteProperties site;
    private final String contact;
    private final Clock clock;

    WellKnownController(SiteProperties site, @Value("${sekisho.security-contact:}") String contact, Clock clock) {
        if (!contact.isEmpty() && !isContact(contact)) {
            throw new StartupRefused("sekisho.security-contact is \"" + contact
                    + "\", but must be a URI such as mailto:security@example.jp or https://example.jp/security.");
        }
        this.site = site;
        this.contact = contact;
        this.clock = clock;
    }

    private static boolean isContact(String text) {
        try {
            String scheme = URI.create(text).getScheme();
            return scheme != null && SCHEMES.contains(scheme);
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /// W3C "A Well-Known URL for Changing Passwords".
    @GetMapping("/.well-known/change-password")
    String changePassword() {
        return "redirect:/forgot";
    }

    /// RFC 9116.
    @GetMapping(path = "/.well-known/security.txt", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    String securityTxt() {
        if (contact.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return """
                Contact: %s
                Expires: %s
                Preferred-Languages: ja, en
                Canonical: %s/.well-known/security.txt
                """.formatted(contact, clock.instant().plus(STANDS_FOR).truncatedTo(ChronoUnit.DAYS), site.issuer());
    }
}
