package sekisho.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the network from narrow to wide: address, prefix, provider. Each level is judged given the
/// next wider one (an address within its prefix, a prefix within its provider), and the sum is one
/// finding, named after the narrowest level that is new.
final class NetworkJudge implements Judge {
    /// Attackers take an exit at the member's own provider: residential proxies of the targeted kind
    /// (ADR 0004).
    private static final double COPIED_PROVIDER = 0.4;

    /// Within the member's provider, an attacker is in the member's prefix: a neighbour, a household, a
    /// shared exit.
    private static final double COPIED_PREFIX = 0.05;

    /// Within the member's prefix, an attacker has the member's address: a household, an office, a
    /// shared exit.
    private static final double COPIED_ADDRESS = 0.3;

    /// Members meet a new provider in some 4 % of the sign-ins of a year (ADR 0004: 1.1 % beside a lost
    /// cookie).
    private static final double NEW_PROVIDERS = 0.5;

    /// Home connections change their prefix every 25 to 180 days (ADR 0004); carriers hand out any of
    /// thousands.
    private static final double NEW_PREFIXES = 1;

    private static final double NEW_PREFIXES_MOBILE = 20;
    private static final double NEW_ADDRESSES = 2;
    private static final double NEW_ADDRESSES_MOBILE = 50;

    static final double FLOOR = -4;
    static final double CEILING = 3;

    private static final Comparison PROVIDER = new Comparison(COPIED_PROVIDER, NEW_PROVIDERS, FLOOR, CEILING);

    @Override
    public List<Finding> judge(SignIn signIn) {
        Levels levels = Levels.of(signIn);
        if (levels.nothingToCompare()) {
            return List.of();
        }
        if (levels.address.known) {
            return finding(
                    FindingType.NETWORK_USUAL,
                    levels.providerIfKnown() + levels.prefixIfKnown() + levels.addressNats(),
                    signIn);
        }
        if (levels.prefix.known) {
            return finding(
                    levels.address.value == null ? FindingType.NETWORK_USUAL : FindingType.NETWORK_NEW_ADDRESS,
                    levels.providerIfKnown() + levels.prefixNats() + levels.addressNats(),
                    signIn);
        }
        if (levels.provider.known || levels.provider.value == null) {
            return finding(
                    levels.prefix.value == null ? FindingType.NETWORK_USUAL : FindingType.NETWORK_NEW_PREFIX,
                    levels.providerIfKnown() + levels.prefixNats(),
                    signIn);
        }
        if (levels.countryIsNew) {
            // A new country has new providers only: that says nothing more.
            return List.of();
        }
        return finding(FindingType.NETWORK_NEW_PROVIDER, levels.newProviderNats(), signIn);
    }

    private static List<Finding> finding(FindingType type, double nats, SignIn signIn) {
        Evidence.Network network = signIn.evidence().network();
        return Facts.of("asn", network.asn())
                .and("asName", network.asName())
                .finding(type, Math.clamp(nats, FLOOR, CEILING));
    }

    /// One level of the network: the value shown, and what the member has shown at this level.
    private record Level(@Nullable String value, Habit habit, boolean known) {
        static Level of(SignIn signIn, Feature feature) {
            String value = Traits.valueOf(feature, signIn.evidence());
            Habit habit = signIn.history().habit(feature);
            return new Level(value, habit, value != null && habit.knows(value));
        }

        /// The member's values at this level inside the wider value, where that is one he knows. A
        /// value that he has shown inside another one, since place data changes, is compared with all.
        Habit inside(Level wider) {
            if (!wider.known || wider.value == null) {
                return habit;
            }
            Habit inside = habit.within(wider.value);
            return known && value != null && !inside.knows(value) ? habit : inside;
        }
    }

    private record Levels(
            Level address, Level prefix, Level provider, Level country, boolean countryIsNew, SignIn signIn) {

        static Levels of(SignIn signIn) {
            Level country = Level.of(signIn, Feature.COUNTRY);
            return new Levels(
                    Level.of(signIn, Feature.ADDRESS),
                    Level.of(signIn, Feature.PREFIX),
                    Level.of(signIn, Feature.ASN),
                    country,
                    country.value != null && !country.known && !country.habit.isEmpty(),
                    signIn);
        }

        boolean nothingToCompare() {
            return (address.value == null || address.habit.isEmpty())
                    && (prefix.value == null || prefix.habit.isEmpty())
                    && (provider.value == null || provider.habit.isEmpty());
        }

        double addressNats() {
            return nats(address, address.inside(prefix), Feature.ADDRESS, addresses());
        }

        double prefixNats() {
            return nats(prefix, prefix.inside(provider), Feature.PREFIX, prefixes());
        }

        double prefixIfKnown() {
            return prefix.known ? prefixNats() : 0;
        }

        double providerIfKnown() {
            return provider.known ? providerNats(provider.habit) : 0;
        }

        /// A new provider in a known country never surprises more than a new country would.
        double newProviderNats() {
            double newCountry = PlaceJudge.leastForNewCountry(country.habit);
            double nats = providerNats(provider.inside(country));
            return country.known ? Math.min(nats, newCountry) : nats;
        }

        private double providerNats(Habit habit) {
            if (provider.value == null || habit.isEmpty()) {
                return 0;
            }
            return PROVIDER.nats(
                    provider.value, habit, Comparison.Commonness.of(signIn.population(), Feature.ASN, provider.value));
        }

        private static double nats(Level level, Habit habit, Feature feature, Comparison comparison) {
            if (level.value == null || habit.isEmpty()) {
                return 0;
            }
            return comparison.nats(level.value, habit, Comparison.Commonness.even(feature));
        }

        private Comparison prefixes() {
            return new Comparison(COPIED_PREFIX, isMobile() ? NEW_PREFIXES_MOBILE : NEW_PREFIXES, FLOOR, CEILING);
        }

        private Comparison addresses() {
            return new Comparison(COPIED_ADDRESS, isMobile() ? NEW_ADDRESSES_MOBILE : NEW_ADDRESSES, FLOOR, CEILING);
        }

        private boolean isMobile() {
            return switch (signIn.evidence().network().type()) {
                case MOBILE -> true;
                case UNKNOWN, FIXED, CORPORATE, HOSTING, ANONYMIZER -> false;
            };
        }
    }
}
