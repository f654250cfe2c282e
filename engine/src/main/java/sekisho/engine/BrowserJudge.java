package sekisho.engine;

/// Judges what the browser said of itself, from wide to narrow: kind of device, system, browser, its version,
/// language, screen, model.
final class BrowserJudge {
    /// An attacker who draws a browser has a newer version than the member ever had in so many cases.
    private static final double DRAWN_VERSION_IS_NEWER = 0.5;

    private BrowserJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        plain(signIn, weighing, Level.DEVICE_TYPE, FindingType.DEVICE_TYPE_USUAL, FindingType.DEVICE_TYPE_NEW);
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

    private static Facts facts(SignIn signIn, Level level) {
        Facts facts = Facts.of(factName(level), Values.name(signIn.key(level)));
        return level.feature.isHashed()
                ? Facts.of("changed", level.feature)
                : facts.usual(signIn.history, level.feature);
    }

    private static String factName(Level level) {
        return switch (level) {
            case DEVICE_TYPE -> "deviceType";
            case SYSTEM -> "system";
            case BROWSER, AGENT -> "browser";
            case LANGUAGE, LANGUAGES -> "language";
            case SCREEN -> "screen";
            case HINTS -> "model";
            case COUNTRY, PROVIDER, REGION, PREFIX, ADDRESS ->
                throw new IllegalArgumentException(level + " is no property of a browser");
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
                ratios[i] = Math.clamp(ratios[i] * ratio, 1, Math.exp(Comparison.ceiling(Level.AGENT)));
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
