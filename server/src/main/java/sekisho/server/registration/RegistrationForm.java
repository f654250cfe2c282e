package sekisho.server.registration;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.account.EmailAddress;

/// What somebody who wants an account told of himself; checked by the page before.
///
/// @param nameKana the reading of the name
/// @param label what he will call the account himself; `null` if nothing
public record RegistrationForm(
        EmailAddress email,
        String name,
        @Nullable String nameKana,
        @Nullable String phone,
        @Nullable String label,
        Locale locale) {}
