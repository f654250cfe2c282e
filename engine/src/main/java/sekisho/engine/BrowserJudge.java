package sekisho.engine;

/// Judges what the browser said of itself, from wide to narrow: kind of device, system, browser, its version,
/// language, screen, model.
final class BrowserJudge {
    /// An attacker who draws a browser has a newer version than the member ever had in so many cases.
    private static final double DRAWN_VERSION_IS_NEWER = 0.5;

    private BrowserJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        plain(signIn, weighing, Level.DEVICE_TYPE, FindingType.DEVICE_TYPE_USUAL, FindingType.DEVICE_TYPE_NEW);
        deviceAtProvider(signIn, weighing);
        plain(signIn, weighing, Level.SYSTEM, FindingType.SYSTEM_USUAL, FindingType.SYSTEM_NEW);
        plain(signIn, weighing, Level.BROWSER, FindingType.BROWSER_USUAL, FindingType.BROWSER_NEW);
        agent(signIn, weighing);
        plain(signIn, weighing, Level.LANGUAGE, FindingType.LANGUAGE_USUAL, FindingType.LANGUAGE_NEW);
        plain(
                signIn,
                weighing,
                Level.LANGUAGES,
                FindingType.LANGUAGE_SETTINGS_USUAL,
                FindingType.LANGUAGE_SETTINGS_NEW);
        plain(signIn, weighing, Level.SCREEN, FindingType.SCREEN_USUAL, FindingType.SCREEN_NEW);
        plain(signIn, weighing, Level.HINTS, FindingType.DEVICE_MODEL_USUAL, FindingType.DEVICE_MODEL_NEW);
    }

    private static void plain(SignIn signIn, Weighing weighing, Level level, FindingType usual, FindingType fresh) {
        SignIn.Outcome outcome = signIn.outcome(level);
        if (outcome == SignIn.Outcome.NOT_COMPARED) {
            return;
        }
        weighing.add(
                outcome == SignIn.Outcome.KNOWN ? usual : fresh,
                Comparison.ratios(signIn, level),
                () -> facts(signIn, level).map());
    }

    static final double AT_PROVIDER_FLOOR = -0.5;
    static final double AT_PROVIDER_CEILING = 2.5;

    /// Whoever takes a proxy takes his own device there, whatever the members of that provider use.
    private static void deviceAtProvider(SignIn signIn, Weighing weighing) {
        long device = signIn.traits.key(Feature.DEVICE_TYPE);
        long provider = signIn.traits.key(Feature.ASN);
        if (device == Values.NONE || provider == Values.NONE) {
            return;
        }
        double nats = Math.clamp(
                -Math.log(signIn.population.deviceAtProvider(device, provider)),
                AT_PROVIDER_FLOOR,
                AT_PROVIDER_CEILING);
        double ratio = Math.exp(nats);
        weighing.add(
                nats > 0 ? FindingType.NETWORK_DEVICE_RARE : FindingType.NETWORK_DEVICE_COMMON,
                Weighing.ratios(kind -> kind == Attacker.INSIDER || kind == Attacker.COOKIE_THIEF ? 1 : ratio),
                () -> Facts.of("asn", signIn.evidence.network().asn())
                        .and("asName", signIn.evidence.network().asName())
                        .and("deviceType", signIn.evidence.browser().deviceType())
                        .map());
    }

    private static Facts facts(SignIn signIn, Level level) {
        return level.feature.isHashed()
                ? Facts.of("changed", level.feature)
                : Facts.of(factName(level), Values.name(signIn.key(level))).usual(signIn.history, level.feature);
    }

    private static String factName(Level level) {
        return switch (level) {
            case DEVICE_TYPE -> "deviceType";
            case SYSTEM -> "system";
            case BROWSER -> "browser";
            case LANGUAGE -> "language";
            case AGENT, LANGUAGES, SCREEN, HINTS, COUNTRY, PROVIDER, REGION, PREFIX, ADDRESS ->
                throw new IllegalArgumentException(level + " is not named as a property of a browser");
        };
    }

    /// Browsers update themselves every four weeks: a new User-Agent that claims a higher version is usual,
    /// one that goes back is not.
    private static void agent(SignIn signIn, Weighing weighing) {
        SignIn.Outcome outcome = signIn.outcome(Level.AGENT);
        if (outcome == SignIn.Outcome.NOT_COMPARED) {
            return;
        }
        double[] ratios = Comparison.ratios(signIn, Level.AGENT);
        FindingType type = FindingType.BROWSER_VERSION_USUAL;
        if (outcome == SignIn.Outcome.NEW) {
            boolean updated = signIn.isUpdated();
            double updates = signIn.population.updated(signIn.absence());
            double ratio = updated
                    ? DRAWN_VERSION_IS_NEWER / updates
                    : (1 - DRAWN_VERSION_IS_NEWER) / Math.max(1 - updates, 0.02);
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = Math.clamp(ratios[i] * ratio, 1, Comparison.greatestRatio(Level.AGENT));
            }
            type = updated ? FindingType.BROWSER_UPDATED : FindingType.BROWSER_VERSION_ODD;
        }
        Evidence.Browser browser = signIn.evidence.browser();
        weighing.add(
                type,
                ratios,
                () -> Facts.of("browser", browser.family())
                        .and("version", browser.version())
                        .map());
    }
}
