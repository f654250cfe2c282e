package sekisho.engine;

import java.util.List;

/// Judges the country against the countries that the member uses.
final class PlaceJudge implements Judge {
    /// Half of the attackers come from the member's own country, by proxy or because they live there:
    /// the "VPN" and "targeted" attackers of Wiefling et al. (TOPS 2022); 82 % of phishing kits note
    /// the victim's place (CCS 2017).
    static final double COPIED = 0.5;

    /// Members are in a new country in about one of a hundred sign-ins (ADR 0004: 0.3 % beside a lost
    /// cookie).
    static final double NEW_COUNTRIES = 0.15;

    static final double FLOOR = -0.7;
    static final double CEILING = 4.5;

    private static final Comparison COUNTRY = new Comparison(COPIED, NEW_COUNTRIES, FLOOR, CEILING);

    @Override
    public List<Finding> judge(SignIn signIn) {
        Habit habit = signIn.history().habit(Feature.COUNTRY);
        String country = Traits.valueOf(Feature.COUNTRY, signIn.evidence());
        if (country == null || habit.isEmpty()) {
            return List.of();
        }
        double nats =
                COUNTRY.nats(country, habit, Comparison.Commonness.of(signIn.population(), Feature.COUNTRY, country));
        return Facts.of("country", country)
                .usual(habit)
                .finding(habit.knows(country) ? FindingType.PLACE_USUAL_COUNTRY : FindingType.PLACE_NEW_COUNTRY, nats);
    }

    /// What a new country contributes at least, however common it is among the members.
    static double leastForNewCountry(Habit countries) {
        double strength = NEW_COUNTRIES * countries.variety();
        double nats = Math.log(COPIED + (1 - COPIED) / 2 * (countries.total() + strength) / strength);
        return Math.clamp(nats, 0, CEILING);
    }
}
