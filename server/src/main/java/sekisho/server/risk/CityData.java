package sekisho.server.risk;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.GeoPoint;

/// City data in MMDB form (MaxMind DB file format 2.0), mapped into memory: flat like DB-IP's
/// (`country_code`, `state1`, `city`, `latitude`) or nested like GeoLite2.
///
/// The file must be private to this process: the JVM fails with `InternalError` when a mapped file is cut.
final class CityData {
    /// What the data says about one address.
    record City(
            @Nullable String country,
            @Nullable String region,
            @Nullable String city,
            @Nullable GeoPoint point) {}

    private static final int PROBES = 1024;

    private final Reader reader;

    private CityData(Reader reader) {
        this.reader = reader;
    }

    /// Opens a file and looks at addresses all over it.
    ///
    /// @throws IOException if it is no MMDB file, is damaged or knows no place
    static CityData open(Path file) throws IOException {
        CityData data = new CityData(new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()));
        data.validate();
        return data;
    }

    private void validate() throws IOException {
        boolean v6 = reader.getMetadata().ipVersion() == 6;
        int known = 0;
        for (int i = 0; i < PROBES; i++) {
            // 2001::/16 to 2cff::/16 and 1.0.0.0 to 223.255.0.0, in even steps
            long step = (long) i * 0xcff / PROBES;
            IpAddress probe = v6
                    ? new IpAddress(true, 0x2001_0200_0000_0000L + (step << 48) + ((long) i << 35), 1)
                    : new IpAddress(false, 0, 0x0100_0001L + i * (0xdeff_0000L / PROBES));
            City city = read(probe.toInetAddress());
            if (city != null && city.country != null) {
                known++;
            }
        }
        if (known == 0) {
            throw new IOException("none of " + PROBES + " addresses has a country");
        }
    }

    /// What the data says about an address; `null` for nothing. Damage is nothing, too.
    @Nullable
    City find(IpAddress address) {
        try {
            return read(address.toInetAddress());
        } catch (IOException | RuntimeException | InternalError | StackOverflowError damaged) {
            return null;
        }
    }

    private @Nullable City read(InetAddress address) throws IOException {
        Map<?, ?> found = reader.get(address, Map.class);
        if (found == null) {
            return null;
        }
        String country = text(found.get("country_code"));
        if (country != null) {
            return new City(
                    countryCode(country),
                    text(found.get("state1")),
                    withoutQuarter(text(found.get("city"))),
                    point(found.get("latitude"), found.get("longitude")));
        }
        Map<?, ?> location = map(found.get("location"));
        return new City(
                countryCode(text(map(found.get("country")).get("iso_code"))),
                found.get("subdivisions") instanceof List<?> list && !list.isEmpty()
                        ? englishName(list.getFirst())
                        : null,
                withoutQuarter(englishName(found.get("city"))),
                point(location.get("latitude"), location.get("longitude")));
    }

    private static @Nullable String englishName(@Nullable Object named) {
        return text(map(map(named).get("names")).get("en"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }

    private static @Nullable String countryCode(@Nullable String code) {
        if (code == null || code.length() != 2) {
            return null;
        }
        String upper = code.toUpperCase(Locale.ROOT);
        return upper.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? upper : null;
    }

    /// `Suginami-ku (Kamiogi)` is Suginami-ku: nobody wants to be told his quarter.
    private static @Nullable String withoutQuarter(@Nullable String city) {
        int bracket = city == null ? -1 : city.indexOf(" (");
        return city == null || bracket <= 0 ? city : city.substring(0, bracket);
    }

    /// The data holds floats: by way of their text they become the same decimal number as a double.
    private static @Nullable GeoPoint point(@Nullable Object latitude, @Nullable Object longitude) {
        if (!(latitude instanceof Number) || !(longitude instanceof Number)) {
            return null;
        }
        try {
            return new GeoPoint(Double.parseDouble(latitude.toString()), Double.parseDouble(longitude.toString()));
        } catch (IllegalArgumentException notOnEarth) {
            return null;
        }
    }
}
