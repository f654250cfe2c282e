package sekisho.replay.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The median re-authentication rates of Wiefling et al. (TOPS 2022) for all users, read off the published
/// figure. Readings hidden behind another curve are absent.
final class PublishedCurves {
    private static final String RESOURCE = "published-curves.csv";

    /// @param attacker as published; `very targeted` are the real takeovers of the data set
    /// @param caught the true-positive rate
    /// @param history the first so many scored sign-ins of a member
    /// @param count median of the challenged among them
    /// @param rate the count over the history
    record Reading(String attacker, double caught, int history, int count, double rate) {}

    private final List<Reading> readings;

    private PublishedCurves(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    static PublishedCurves load() {
        List<Reading> readings = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(PublishedCurves.class.getResourceAsStream(RESOURCE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(PublishedCurves::reading)
                    .forEach(readings::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PublishedCurves(readings);
    }

    private static Reading reading(String line) {
        String[] fields = line.split(",", -1);
        return new Reading(
                fields[0],
                Double.parseDouble(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Double.parseDouble(fields[4]));
    }

    /// The published curve to put beside an attacker's, in order of the history; empty if there is none.
    List<Reading> curve(Attacker attacker, double caught) {
        String name = published(attacker);
        return readings.stream()
                .filter(reading -> reading.attacker().equals(name) && reading.caught() == caught)
                .toList();
    }

    private static @Nullable String published(Attacker attacker) {
        return switch (attacker) {
            case NAIVE -> "naive";
            case VPN -> "vpn";
            case TARGETED -> "targeted";
            case VERY_TARGETED, TAKEOVER -> "very targeted";
            case COOKIE_THIEF, INSIDER -> null;
        };
    }
}
