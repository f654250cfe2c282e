package sekisho.server.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that the member should correct.
///
/// @param field the id of the field, or null if it is about the whole form
/// @param key the key of the text
/// @param args the arguments of the text
public record PageError(@Nullable String field, String key, List<Object> args) {
    public PageError {
        args = List.copyOf(args);
    }

    /// An error of one field.
    public static PageError at(String field, String key, Object... args) {
        return new PageError(field, key, List.of(args));
    }

    /// A field that must hold an e-mail address, and holds none.
    public static PageError noAddress(String field, String typed) {
        return at(field, "account.error.email." + (typed.isBlank() ? "missing" : "malformed"));
    }

    /// An error of the whole form.
    public static PageError of(String key, Object... args) {
        return new PageError(null, key, List.of(args));
    }
}
