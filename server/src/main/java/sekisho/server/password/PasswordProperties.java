package sekisho.server.password;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The `sekisho.password` values.
///
/// @param preset which policy new passwords follow
/// @param breachedList the site's list of leaked passwords, made by `breached build`; the built-in one
///     if not given
/// @param argon2 what one hash costs
/// @param hashesAtATime how many hashes run at a time; 0 for one a core, and at most 8: below the
///     guesses that one lane may take in an hour, so that right passwords sent all at once never use
///     the budget up. A quarter of them, and at least one where there are two, is for recognised
///     devices alone
@ConfigurationProperties("sekisho.password")
record PasswordProperties(
        @DefaultValue("standard-8") PasswordPolicy.Preset preset,
        @Nullable Path breachedList,
        @DefaultValue Argon2Cost argon2,
        @DefaultValue("0") int hashesAtATime) {
    PasswordProperties {
        if (hashesAtATime < 0 || hashesAtATime > 1024) {
            throw new IllegalArgumentException(
                    "sekisho.password.hashes-at-a-time is " + hashesAtATime + ", but must be 0 (one a core) to 1024");
        }
    }

    int permits() {
        return hashesAtATime == 0 ? Math.min(8, Runtime.getRuntime().availableProcessors()) : hashesAtATime;
    }

    int reserved() {
        return permits() == 1 ? 0 : Math.max(1, permits() / 4);
    }
}
