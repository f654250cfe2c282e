package sekisho.server.demo;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a sign-in on the stage led to, or the page on which a scene begins.
enum Stop {
    SIGN_IN("/signin"),
    ACCOUNT("/account"),
    CODE("/signin/code"),
    RESET("/reset"),
    CHECK_MAIL("/verify-mail"),
    RECOVERY_CODE("/recover/code");

    private final String path;

    Stop(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /// Names it in the address of the lobby.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Stop ofPath(String path) {
        return Arrays.stream(values())
                .filter(stop -> stop.path.equals(path))
                .findFirst()
                .orElse(SIGN_IN);
    }

    static Stop ofKey(@Nullable String key) {
        return Arrays.stream(values())
                .filter(stop -> stop.key().equals(key))
                .findFirst()
                .orElse(SIGN_IN);
    }
}
