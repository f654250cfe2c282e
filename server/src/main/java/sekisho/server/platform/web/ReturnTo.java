package sekisho.server.platform.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go after the sign-in: a page of the member's own account, never another host (ASVS 5.0 3.7.2).
///
/// @param path a local path that stands on the allow-list
public record ReturnTo(String path) {
    private static final Pattern ALLOWED =
            Pattern.compile("/account(?:/[A-Za-z0-9_-]{1,64}){0,4}|/alerts/[A-Z0-9-]{1,16}");

    /// Where members go who asked for nothing else.
    public static final ReturnTo HOME = new ReturnTo("/account");

    public ReturnTo {
        if (!ALLOWED.matcher(path).matches()) {
            throw new IllegalArgumentException("not a page to return to");
        }
    }

    /// Reads what a browser sent; anything that isn't on the allow-list is [#HOME].
    public static ReturnTo of(@Nullable String text) {
        return text != null && ALLOWED.matcher(text).matches() ? new ReturnTo(text) : HOME;
    }
}
