package sekisho.engine;

import org.jspecify.annotations.Nullable;

/// What is compared with the member's habit: a feature, given the next wider one that he has shown before.
/// An address is judged within its prefix, a prefix within its provider, a provider within its country; a
/// whole User-Agent within its browser, a browser within its system.
enum Level {
    COUNTRY(Feature.COUNTRY, null, Tally.PLACE, 3),
    PROVIDER(Feature.ASN, COUNTRY, Tally.PROVIDER, 16),
    REGION(Feature.REGION, COUNTRY, Tally.PLACE, 12),
    PREFIX(Feature.PREFIX, PROVIDER, Tally.ADDRESS, 27),
    ADDRESS(Feature.ADDRESS, PREFIX, Tally.ADDRESS, 9),
    DEVICE_TYPE(Feature.DEVICE_TYPE, null, Tally.BROWSER, 3),
    SYSTEM(Feature.SYSTEM, DEVICE_TYPE, Tally.BROWSER, 3),
    BROWSER(Feature.BROWSER, SYSTEM, Tally.BROWSER, 3),
    AGENT(Feature.AGENT, BROWSER, Tally.BROWSER, 12),
    LANGUAGE(Feature.LANGUAGE, null, Tally.BROWSER, 12),
    LANGUAGES(Feature.LANGUAGES, LANGUAGE, Tally.BROWSER, 12),
    SCREEN(Feature.SCREEN, null, Tally.BROWSER, 12),
    HINTS(Feature.HINTS, null, Tally.BROWSER, 12);

    final Feature feature;
    final @Nullable Level wider;
    final Tally tally;

    /// How many kinds of circumstances its newness is counted by, beside the length of the history.
    final int circumstances;

    Level(Feature feature, @Nullable Level wider, Tally tally, int circumstances) {
        this.feature = feature;
        this.wider = wider;
        this.tally = tally;
        this.circumstances = circumstances;
    }

    /// What is new too wherever this is new, and was judged within it otherwise.
    @Nullable
    Level narrower() {
        return switch (this) {
            case COUNTRY -> PROVIDER;
            case PROVIDER -> PREFIX;
            case PREFIX -> ADDRESS;
            case REGION, ADDRESS, DEVICE_TYPE, SYSTEM, BROWSER, AGENT, LANGUAGE, LANGUAGES, SCREEN, HINTS -> null;
        };
    }

    /// How often a value is new before anything was counted: assumptions, see ADR 16.
    ///
    /// @param circumstance as numbered by [SignIn#circumstance]
    double assumedNewness(int circumstance) {
        boolean otherDevice = circumstance % 3 == 1;
        return switch (this) {
            case COUNTRY -> otherDevice ? 0.004 : 0.003;
            case PROVIDER -> circumstance < 6 ? 0.5 : circumstance == 13 ? 0.2 : 0.05;
            case REGION -> circumstance < 6 ? 0.03 : 0.3;
            case PREFIX ->
                switch (circumstance / 9) {
                    case SignIn.WIDER_KNOWN -> isMobile(circumstance % 9) ? 0.6 : 0.15;
                    case SignIn.WIDER_NEW -> 0.95;
                    default -> 0.3;
                };
            case ADDRESS -> isMobile(circumstance) ? 0.95 : 0.3;
            case DEVICE_TYPE, SYSTEM -> otherDevice ? 0.08 : 0.003;
            case BROWSER -> otherDevice ? 0.1 : 0.01;
            case AGENT -> circumstance / 3 == 0 ? 0.2 : circumstance / 3 == 1 ? 0.5 : 0.7;
            case LANGUAGE -> circumstance / 3 == 0 ? 0.005 : 0.05;
            case LANGUAGES, SCREEN, HINTS ->
                switch (circumstance / 3) {
                    case 0 -> otherDevice ? 0.05 : 0.01;
                    case 1 -> otherDevice ? 0.15 : 0.1;
                    case 2 -> 0.3;
                    default -> 0.8;
                };
        };
    }

    private static boolean isMobile(int network) {
        return network == NetworkType.MOBILE.ordinal() || network == SignIn.VOLATILE_NETWORK;
    }
}
