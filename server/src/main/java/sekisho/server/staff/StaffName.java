package sekisho.server.staff;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one of the staff is called and signs in with.
///
/// @param text as it is shown
/// @param folded the same however it is typed: no difference of width, case and spaces
public record StaffName(String text, String folded) {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'・_-]{0,39}");

    /// Reads what was typed; empty if nobody can be called so.
    public static Optional<StaffName> parse(String typed) {
        if (typed.length() > 200) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().replaceAll(" {2,}", " ");
        return FORM.matcher(text).matches()
                ? Optional.of(new StaffName(text, text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
