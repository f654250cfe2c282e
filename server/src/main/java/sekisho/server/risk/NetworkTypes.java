package sekisho.server.risk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;
import sekisho.server.platform.StartupRefused;

/// What kind of network a provider runs: by a list of numbers, else by words in its name. The site's
/// own list comes before the bundled one.
final class NetworkTypes {
    private record Word(String word, NetworkType type) {}

    private static final long LARGEST_FILE = 4L << 20;

    private final Map<Long, NetworkType> byNumber = new HashMap<>();
    private final List<Word> words = new ArrayList<>();

    /// @param own the site's own list `number,type`; `null` for none
    /// @throws StartupRefused with a sentence for the person who wrote the list
    NetworkTypes(@Nullable Path own) {
        try (InputStream bundled = NetworkTypes.class.getResourceAsStream("network-types.csv")) {
            if (bundled == null) {
                throw new IllegalStateException("network-types.csv is not in the jar");
            }
            read(new BufferedReader(new InputStreamReader(bundled, StandardCharsets.UTF_8)), "network-types.csv", true);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        if (own != null) {
            readOwn(own);
        }
    }

    private void readOwn(Path own) {
        try {
            if (Files.size(own) > LARGEST_FILE) {
                throw new StartupRefused("sekisho.place.network-types: " + own + " is larger than 4 MiB");
            }
            try (BufferedReader lines = Files.newBufferedReader(own)) {
                read(lines, own.toString(), false);
            }
        } catch (IOException unreadable) {
            throw new StartupRefused(
                    "sekisho.place.network-types: " + own + " can't be read (" + unreadable + ")", unreadable);
        }
    }

    private void read(BufferedReader lines, String file, boolean wordsToo) throws IOException {
        int count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            count++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int comma = line.lastIndexOf(',');
            NetworkType type = comma < 0 ? null : type(line.substring(comma + 1).strip());
            String key = comma < 0 ? "" : line.substring(0, comma).toLowerCase(Locale.ROOT);
            Long number = number(key.strip());
            if (type != null && number != null) {
                byNumber.put(number, type);
            } else if (type != null && wordsToo) {
                words.add(new Word(key, type));
            } else {
                throw new StartupRefused(file + ", line " + count + " is \"" + line
                        + "\", but must be a number and a type such as 64496,HOSTING; types are "
                        + Arrays.toString(NetworkType.values()));
            }
        }
    }

    private static @Nullable NetworkType type(String name) {
        for (NetworkType type : NetworkType.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable Long number(String text) {
        String digits = text.startsWith("as") ? text.substring(2) : text;
        try {
            return Integer.toUnsignedLong(Integer.parseUnsignedInt(digits));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    NetworkType of(long number, String name) {
        NetworkType listed = byNumber.get(number);
        if (listed != null) {
            return listed;
        }
        String lower = " " + name.toLowerCase(Locale.ROOT).replace(',', ' ') + " ";
        for (Word word : words) {
            if (lower.contains(word.word)) {
                return word.type;
            }
        }
        return NetworkType.UNKNOWN;
    }
}
