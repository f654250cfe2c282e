package sekisho.server.risk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Names of countries, prefectures and big cities in the member's language. The place data knows
/// English only.
final class PlaceNames {
    private final Map<String, String> japanese = new HashMap<>();

    PlaceNames() {
        try (InputStream bundled = PlaceNames.class.getResourceAsStream("place-names_ja.csv")) {
            if (bundled == null) {
                throw new IllegalStateException("place-names_ja.csv is not in the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(bundled, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comma = line.lastIndexOf(',');
                if (!line.startsWith("#") && comma > 0) {
                    japanese.put(line.substring(0, comma), line.substring(comma + 1));
                }
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// The name of a country; the code itself where it has none.
    String country(String code, Locale locale) {
        return Locale.of("", code).getDisplayCountry(isJapanese(locale) ? Locale.JAPANESE : Locale.ENGLISH);
    }

    String region(String country, String english, Locale locale) {
        return translated(country + ",region," + english, english, locale);
    }

    String city(String country, String english, Locale locale) {
        return translated(country + ",city," + english, english, locale);
    }

    private String translated(String key, String english, Locale locale) {
        return isJapanese(locale) ? japanese.getOrDefault(key, english) : english;
    }

    static boolean isJapanese(Locale locale) {
        return "ja".equals(locale.getLanguage());
    }
}
