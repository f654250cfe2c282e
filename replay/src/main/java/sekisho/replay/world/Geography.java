package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;

/// The countries of the world and who comes from where.
final class Geography {
    private final List<Country> countries = new ArrayList<>();
    private final Country home;
    private final Weighted<Country> members;
    private final Weighted<Country> trips;
    private final Weighted<Country> attackers;

    Geography(Parameters parameters) {
        Parameters group = parameters.group("countries");
        for (String code : group.names()) {
            countries.add(Country.of(code, group.group(code)));
        }
        String homeCode = parameters.text("home_country");
        home = countries.stream()
                .filter(country -> country.code().equals(homeCode))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no country " + homeCode));
        members = Weighted.of(countries, country -> group.group(country.code()).number("members"));
        trips = Weighted.of(countries, country -> group.group(country.code()).number("trips"));
        attackers =
                Weighted.of(countries, country -> group.group(country.code()).number("attacks"));
    }

    List<Country> countries() {
        return countries;
    }

    /// Where the service stands.
    Country home() {
        return home;
    }

    Country memberCountry(Dice dice) {
        return members.draw(dice);
    }

    /// Where somebody from this country goes for a trip abroad.
    Country abroad(Country from, Dice dice) {
        Country country = trips.draw(dice);
        return country.equals(from) ? home : country;
    }

    /// Where an attacker comes from who doesn't care where his victim is.
    Country attackerCountry(Country victim, Dice dice) {
        Country country = attackers.draw(dice);
        while (country.equals(victim)) {
            country = attackers.draw(dice);
        }
        return country;
    }
}
