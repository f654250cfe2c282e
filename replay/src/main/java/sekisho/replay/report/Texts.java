package sekisho.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The page's words in one language.
final class Texts {
    private final Language language;
    private final Function<String, @Nullable String> lookup;

    Texts(Language language, Function<String, @Nullable String> lookup) {
        this.language = language;
        this.lookup = lookup;
    }

    static Texts in(Language language) {
        return new Texts(language, properties(language)::getProperty);
    }

    static Properties properties(Language language) {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                        Texts.class.getResourceAsStream("report_" + language.tag() + ".properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    Language language() {
        return language;
    }

    /// The text of a key, with `{0}`, `{1}` and so on replaced.
    ///
    /// @throws IllegalArgumentException if there is no such text
    String get(String key, Object... values) {
        String text = lookup.apply(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i].toString());
        }
        return text;
    }

    /// The text of a key that comes from elsewhere; the fallback if there is none.
    String find(String key, String fallback) {
        String text = lookup.apply(key);
        return text == null ? fallback : text;
    }

    String attacker(Attacker attacker) {
        return get("attacker." + attacker.word());
    }
}
