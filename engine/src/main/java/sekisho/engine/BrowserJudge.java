package sekisho.engine;

import java.util.ArrayList;
import java.util.List;

/// Judges browser, system, device type and language. They move together, so each has a low ceiling, and
/// beside a recognised device they say little: who has the cookie has the browser too.
final class BrowserJudge implements Judge {
    /// Attackers show what the member shows: two browsers and three systems make up most of all
    /// sign-ins, and phishing kits note 18 % of device models (CCS 2017).
    private static final double COPIED = 0.6;

    private static final double COPIED_BESIDE_RECOGNISED_DEVICE = 0.9;

    /// A device lives 2.7 years (ADR 0004) and many members have two.
    private static final double NEW_CONTEXTS = 1;

    private static final double NEW_LANGUAGES = 0.5;

    /// Browsers update themselves every four weeks, with laggards; going back is rarer.
    private static final double UPDATED = 0.2;

    private static final double OLDER = 0.5;

    /// Two devices of one member may be this many versions apart.
    private static final int NOT_OLDER_WITHIN = 2;

    static final double FLOOR = -0.6;
    static final double BROWSER_CEILING = 1;
    static final double SYSTEM_CEILING = 1;
    static final double DEVICE_TYPE_CEILING = 0.5;
    static final double LANGUAGE_CEILING = 1.5;

    private static final Comparison BROWSER = new Comparison(COPIED, NEW_CONTEXTS, FLOOR, BROWSER_CEILING);
    private static final Comparison SYSTEM = new Comparison(COPIED, NEW_CONTEXTS, FLOOR, SYSTEM_CEILING);
    private static final Comparison DEVICE_TYPE = new Comparison(COPIED, NEW_CONTEXTS, FLOOR, DEVICE_TYPE_CEILING);
    private static final Comparison LANGUAGE = new Comparison(COPIED, NEW_LANGUAGES, FLOOR, LANGUAGE_CEILING);

    @Override
    public List<Finding> judge(SignIn signIn) {
        List<Finding> findings = new ArrayList<>(4);
        findings.addAll(browser(signIn));
        findings.addAll(plain(signIn, Feature.SYSTEM, SYSTEM, FindingType.SYSTEM_USUAL, FindingType.SYSTEM_NEW));
        findings.addAll(plain(
                signIn, Feature.DEVICE_TYPE, DEVICE_TYPE, FindingType.DEVICE_TYPE_USUAL, FindingType.DEVICE_TYPE_NEW));
        findings.addAll(
                plain(signIn, Feature.LANGUAGE, LANGUAGE, FindingType.LANGUAGE_USUAL, FindingType.LANGUAGE_NEW));
        return findings;
    }

    private static List<Finding> plain(
            SignIn signIn, Feature feature, Comparison comparison, FindingType usual, FindingType fresh) {
        String value = Traits.valueOf(feature, signIn.evidence());
        Habit habit = signIn.history().habit(feature);
        if (value == null || habit.isEmpty()) {
            return List.of();
        }
        return Facts.of(factName(feature), value)
                .usual(habit)
                .finding(habit.knows(value) ? usual : fresh, nats(signIn, feature, value, comparison));
    }

    private static List<Finding> browser(SignIn signIn) {
        String family = Traits.valueOf(Feature.BROWSER, signIn.evidence());
        Habit habit = signIn.history().habit(Feature.BROWSER);
        if (family == null || habit.isEmpty()) {
            return List.of();
        }
        Integer version = signIn.evidence().browser().version();
        Facts facts = Facts.of("browser", family).and("version", version).usual(habit);
        double nats = nats(signIn, Feature.BROWSER, family, BROWSER);
        if (!habit.knows(family)) {
            return facts.finding(FindingType.BROWSER_NEW, nats);
        }
        int newest = habit.newestVersion(family);
        if (version == null || newest == Habit.NO_VERSION) {
            return facts.finding(FindingType.BROWSER_USUAL, nats);
        }
        facts.and("newestVersion", newest);
        if (version > newest) {
            return facts.finding(FindingType.BROWSER_UPDATED, Math.min(0, nats + UPDATED));
        }
        return facts.finding(
                FindingType.BROWSER_USUAL, version >= newest - NOT_OLDER_WITHIN ? nats : Math.min(0, nats + OLDER));
    }

    private static double nats(SignIn signIn, Feature feature, String value, Comparison comparison) {
        Comparison fitting =
                signIn.onRecognisedDevice() ? comparison.withCopied(COPIED_BESIDE_RECOGNISED_DEVICE) : comparison;
        return fitting.nats(
                value, signIn.history().habit(feature), Comparison.Commonness.of(signIn.population(), feature, value));
    }

    private static String factName(Feature feature) {
        return switch (feature) {
            case SYSTEM -> "system";
            case DEVICE_TYPE -> "deviceType";
            case LANGUAGE -> "language";
            case BROWSER -> "browser";
            case ADDRESS, PREFIX, ASN, COUNTRY, NETWORK_TYPE ->
                throw new IllegalArgumentException(feature + " is no property of a browser");
        };
    }
}
