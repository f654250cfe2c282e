package sekisho.engine;

import org.jspecify.annotations.Nullable;

/// Judges where a request came from: country, provider, prefix and address, region, and the kind of network.
final class NetworkJudge {
    /// What is common among members weighs as much as so many sign-ins of this one.
    private static final double TYPE_STRENGTH = 3;

    private static final double MEMBERS_HIDE = 0.01;

    static final double TYPE_FLOOR = -1.5;
    static final double TYPE_CEILING = 3;
    private static final double LEAST_TYPE_RATIO = Math.exp(TYPE_FLOOR);
    private static final double GREATEST_TYPE_RATIO = Math.exp(TYPE_CEILING);

    private static final double LEAST_FIRST_COUNTRY_RATIO = 0.1;
    private static final double GREATEST_FIRST_COUNTRY_RATIO = Math.exp(3);

    private NetworkJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        type(signIn, weighing);
        country(signIn, weighing);
        network(signIn, weighing);
        region(signIn, weighing);
    }

    private static void country(SignIn signIn, Weighing weighing) {
        SignIn.Outcome outcome = signIn.outcome(Level.COUNTRY);
        if (outcome == SignIn.Outcome.NOT_COMPARED) {
            firstCountry(signIn, weighing);
            return;
        }
        weighing.add(
                outcome == SignIn.Outcome.KNOWN ? FindingType.PLACE_USUAL_COUNTRY : FindingType.PLACE_NEW_COUNTRY,
                Comparison.ratios(signIn, Level.COUNTRY),
                () -> Facts.of("country", signIn.evidence.network().country())
                        .usual(signIn.history, Feature.COUNTRY)
                        .map());
    }

    /// Nothing is known of the member: a country of few members is one of more attackers.
    private static void firstCountry(SignIn signIn, Weighing weighing) {
        long country = signIn.key(Level.COUNTRY);
        if (country == Values.NONE) {
            return;
        }
        double share = signIn.population.share(Feature.COUNTRY, country);
        double[] ratios = Weighing.ratios(kind -> {
            double copies = kind.copies(Level.COUNTRY);
            double draws = kind.draws(Level.COUNTRY, share, Population.evenShare(Feature.COUNTRY));
            return Math.clamp(
                    copies + (1 - copies) * draws / share, LEAST_FIRST_COUNTRY_RATIO, GREATEST_FIRST_COUNTRY_RATIO);
        });
        weighing.add(
                FindingType.PLACE_FIRST_COUNTRY,
                ratios,
                () -> Facts.of("country", signIn.evidence.network().country()).map());
    }

    /// One finding for provider, prefix and address, named after the narrowest level that is known.
    private static void network(SignIn signIn, Weighing weighing) {
        double[] ratios = Comparison.ratios(signIn, Level.PROVIDER);
        multiply(ratios, Comparison.ratios(signIn, Level.PREFIX));
        multiply(ratios, Comparison.ratios(signIn, Level.ADDRESS));
        FindingType type = finding(signIn);
        if (type == null) {
            return;
        }
        Evidence.Network network = signIn.evidence.network();
        weighing.add(
                type,
                ratios,
                () -> Facts.of("asn", network.asn())
                        .and("asName", network.asName())
                        .map());
    }

    private static void multiply(double[] ratios, double[] by) {
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] *= by[i];
        }
    }

    private static @Nullable FindingType finding(SignIn signIn) {
        if (signIn.isNew(Level.PROVIDER)) {
            return FindingType.NETWORK_NEW_PROVIDER;
        }
        if (signIn.isNew(Level.PREFIX)) {
            return FindingType.NETWORK_NEW_PREFIX;
        }
        if (signIn.isNew(Level.ADDRESS)) {
            return FindingType.NETWORK_NEW_ADDRESS;
        }
        return signIn.isKnown(Level.PROVIDER) || signIn.isKnown(Level.PREFIX) || signIn.isKnown(Level.ADDRESS)
                ? FindingType.NETWORK_USUAL
                : null;
    }

    private static void region(SignIn signIn, Weighing weighing) {
        SignIn.Outcome outcome = signIn.outcome(Level.REGION);
        if (outcome != SignIn.Outcome.NOT_COMPARED) {
            weighing.add(
                    outcome == SignIn.Outcome.KNOWN ? FindingType.PLACE_USUAL_REGION : FindingType.PLACE_NEW_REGION,
                    Comparison.ratios(signIn, Level.REGION),
                    () -> Facts.of("region", signIn.evidence.network().region())
                            .and("country", signIn.evidence.network().country())
                            .map());
        }
    }

    /// Data centres and anonymizers hide where somebody is; few members come from there.
    private static void type(SignIn signIn, Weighing weighing) {
        NetworkType type = signIn.evidence.network().type();
        if (type == NetworkType.UNKNOWN) {
            return;
        }
        long key = signIn.traits.key(Feature.NETWORK_TYPE);
        double total = signIn.history.total(Feature.NETWORK_TYPE);
        double share = signIn.population.share(Feature.NETWORK_TYPE, key);
        boolean hides = type == NetworkType.HOSTING || type == NetworkType.ANONYMIZER;
        double common = hides ? Math.min(share, MEMBERS_HIDE) : share;
        double member =
                (signIn.history.weight(Feature.NETWORK_TYPE, key) + TYPE_STRENGTH * common) / (total + TYPE_STRENGTH);
        double[] ratios = Weighing.ratios(kind -> {
            double shows = kind.copiesNetworkType * member + (1 - kind.copiesNetworkType) * kind.uses(type);
            return Math.clamp(shows / member, LEAST_TYPE_RATIO, hides ? GREATEST_TYPE_RATIO : 1);
        });
        Evidence.Network network = signIn.evidence.network();
        weighing.add(
                finding(type),
                ratios,
                () -> Facts.of("asn", network.asn())
                        .and("asName", network.asName())
                        .map());
    }

    private static FindingType finding(NetworkType type) {
        return switch (type) {
            case HOSTING -> FindingType.NETWORK_HOSTING;
            case ANONYMIZER -> FindingType.NETWORK_ANONYMIZER;
            case UNKNOWN, FIXED, MOBILE, CORPORATE -> FindingType.NETWORK_ORDINARY;
        };
    }
}
