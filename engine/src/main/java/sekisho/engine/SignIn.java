package sekisho.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One sign-in beside what is remembered of the member and what is common among all: which of its values
/// are new, and under which circumstances that is seen.
final class SignIn {
    /// What a level shows.
    enum Outcome {
        /// There is nothing to compare: the value isn't known, the member has none, or the next wider value is
        /// new and says it all.
        NOT_COMPARED,
        KNOWN,
        NEW
    }

    static final int RECOGNISED = 0;
    static final int OTHER_DEVICE = 1;
    static final int DEVICE_NOT_KNOWN = 2;

    static final int WIDER_KNOWN = 0;
    static final int WIDER_NEW = 1;
    static final int WIDER_NOT_COMPARED = 2;

    /// Network types, and where the type isn't known, how often the provider changes prefixes.
    static final int STEADY_NETWORK = 6;

    static final int CHANGING_NETWORK = 7;
    static final int VOLATILE_NETWORK = 8;

    /// Lengths of histories that are told apart: 0, 1, 2–3, 4–9, 10–29, 30 and more sign-ins.
    static final int LENGTHS = 6;

    private static final int LEVELS = Level.values().length;
    private static final int TALLIES = Tally.values().length;

    private static final int[] LENGTH_FROM = {0, 1, 2, 4, 10, 30};

    final Evidence evidence;
    final AccountHistory history;
    final Population population;
    final Traits traits;
    final int length;
    final int device;
    private final @Nullable Outcome[] outcomes = new Outcome[LEVELS];
    private final int[] entries = new int[LEVELS];
    private final int[] cells = new int[LEVELS];
    private final double[] factors = new double[TALLIES];
    private final double[] newness = new double[LEVELS];
    private int network = -1;

    SignIn(Evidence evidence, AccountHistory history, Population population) {
        this.evidence = evidence;
        this.history = history;
        this.population = population;
        traits = Traits.of(evidence);
        length = lengthOf(history.signIns());
        device = switch (evidence.device()) {
            case RECOGNISED -> RECOGNISED;
            case UNKNOWN, FOREIGN_CONTEXT -> OTHER_DEVICE;
            case NOT_KNOWN -> DEVICE_NOT_KNOWN;
        };
        Arrays.fill(entries, -1);
        Arrays.fill(cells, -1);
    }

    static int lengthOf(int signIns) {
        int length = LENGTHS - 1;
        while (signIns < LENGTH_FROM[length]) {
            length--;
        }
        return length;
    }

    long key(Level level) {
        return traits.key(level.feature);
    }

    boolean isKnown(Level level) {
        return outcome(level) == Outcome.KNOWN;
    }

    boolean isNew(Level level) {
        return outcome(level) == Outcome.NEW;
    }

    Outcome outcome(Level level) {
        Outcome known = outcomes[level.ordinal()];
        if (known == null) {
            known = compare(level);
            outcomes[level.ordinal()] = known;
        }
        return known;
    }

    private Outcome compare(Level level) {
        long key = key(level);
        if (key == Values.NONE || history.count(level.feature) == 0) {
            return Outcome.NOT_COMPARED;
        }
        int entry = history.find(level.feature, key);
        entries[level.ordinal()] = entry;
        if (entry >= 0) {
            return Outcome.KNOWN;
        }
        if (level.wider != null && isNewOrBelow(level.wider) || isPlace(level) && isAtKnownAddress()) {
            return Outcome.NOT_COMPARED;
        }
        return Outcome.NEW;
    }

    private static boolean isPlace(Level level) {
        return level == Level.COUNTRY || level == Level.REGION || level == Level.PROVIDER;
    }

    /// Home stays home when the place data names another provider or town.
    private boolean isAtKnownAddress() {
        return history.weight(Feature.ADDRESS, key(Level.ADDRESS)) > 0
                || history.weight(Feature.PREFIX, key(Level.PREFIX)) > 0;
    }

    /// Whether a value is new, or has a wider one that is.
    private boolean isNewOrBelow(Level level) {
        return isNew(level)
                || level.wider != null && outcome(level) == Outcome.NOT_COMPARED && isNewOrBelow(level.wider);
    }

    /// Where the value's entry stands in the history; -1 if it isn't known.
    int entry(Level level) {
        return outcome(level) == Outcome.KNOWN ? entries[level.ordinal()] : -1;
    }

    /// How often the member shows this known value, given the next wider one: above 0, at most 1.
    double frequency(Level level) {
        if (level == Level.AGENT) {
            return frequencyOfAgent();
        }
        double weight = history.weightAt(entry(level));
        double all = level.wider != null && isKnown(level.wider)
                ? history.weightAt(entry(level.wider))
                : history.total(level.feature);
        return Math.min(1, Math.max(weight, 1e-6) / Math.max(all, 1e-6));
    }

    /// Of the User-Agents of one browser the one that was seen last is shown next, those before it hardly ever.
    private double frequencyOfAgent() {
        double all = 0;
        int from = history.start(Feature.AGENT);
        for (int at = from; at < from + history.count(Feature.AGENT) * HistoryBytes.ENTRY; at += HistoryBytes.ENTRY) {
            all += current(at);
        }
        double ofBrowser = isKnown(Level.BROWSER)
                ? history.weightAt(entry(Level.BROWSER)) / Math.max(history.total(Feature.BROWSER), 1e-6)
                : 1;
        return Math.clamp(current(entry(Level.AGENT)) / Math.max(all * ofBrowser, 1e-9), 1e-3, 1);
    }

    private static final double AGENT_HALF_LIFE_DAYS = 10;

    private static final double[] AGENT_FADE =
            IntStream.range(0, 1_024).mapToDouble(SignIn::agentFade).toArray();

    private static double agentFade(int days) {
        return Math.pow(2, -days / AGENT_HALF_LIFE_DAYS);
    }

    private double current(int at) {
        int days = AccountHistory.day(history.asOf()) - history.dayAt(at);
        return history.weightAt(at) * (days < AGENT_FADE.length ? AGENT_FADE[days] : agentFade(days));
    }

    /// How common the value is among all other members, given the next wider one: above 0, at most 1.
    double share(Level level, long key) {
        if (level == Level.BROWSER && key(Level.SYSTEM) != Values.NONE) {
            return population.shareOnSystem(key(Level.SYSTEM), key);
        }
        double own = key == key(level) && !isKnown(level) ? 0 : history.weight(level.feature, key);
        double share = population.shareOfOthers(level.feature, key, own);
        if (level.wider == null || key(level.wider) == Values.NONE) {
            return share;
        }
        return Math.min(1, share / population.share(level.wider.feature, key(level.wider)));
    }

    /// How common the value is among those that are new to a member: above 0, at most 1.
    double shareAmongNew(Level level) {
        return population.shareAmongNew(level, key(level), share(level, key(level)));
    }

    /// How common the member's values of this level are among all members together, given the next wider one.
    double shareOfKnown(Level level) {
        double sum = 0;
        for (long known : history.keys(level.feature)) {
            sum += share(level, known);
        }
        return Math.min(0.95, sum);
    }

    /// The cell of the counts of newness for this sign-in.
    int cell(Level level) {
        int known = cells[level.ordinal()];
        if (known < 0) {
            known = circumstance(level) * LENGTHS + length;
            cells[level.ordinal()] = known;
        }
        return known;
    }

    /// How often a value of this level is new under these circumstances: [Population#newness], which is above 0.
    double newness(Level level) {
        double known = newness[level.ordinal()];
        if (known == 0) {
            known = population.newness(this, level);
            newness[level.ordinal()] = known;
        }
        return known;
    }

    /// What the newness of a level depends on, as a number below [Level#circumstances].
    int circumstance(Level level) {
        return switch (level) {
            case COUNTRY, DEVICE_TYPE, SYSTEM, BROWSER -> device;
            case PROVIDER -> providers();
            case REGION ->
                (isNew(Level.PROVIDER) ? NETWORK_TYPES : 0)
                        + evidence.network().type().ordinal();
            case PREFIX -> 9 * wider(Level.REGION) + network();
            case ADDRESS -> network();
            case AGENT -> 3 * absence() + device;
            case LANGUAGE, LANGUAGES, SCREEN, HINTS -> 3 * agentChange() + device;
        };
    }

    private int wider(Level level) {
        return switch (outcome(level)) {
            case KNOWN -> WIDER_KNOWN;
            case NEW -> WIDER_NEW;
            case NOT_COMPARED -> WIDER_NOT_COMPARED;
        };
    }

    private int network() {
        if (network < 0) {
            network = evidence.network().type() == NetworkType.UNKNOWN
                    ? population.volatility(traits.key(Feature.ASN))
                    : evidence.network().type().ordinal();
        }
        return network;
    }

    /// Whether the member has used a network of this kind: who has a carrier seldom gets another one. Where the
    /// kind isn't known, how many providers he has.
    private int providers() {
        int type = evidence.network().type().ordinal();
        if (type == NetworkType.UNKNOWN.ordinal()) {
            return 2 * NETWORK_TYPES + Math.min(history.count(Feature.ASN), 3);
        }
        boolean isUsed = history.find(Feature.NETWORK_TYPE, traits.key(Feature.NETWORK_TYPE)) >= 0;
        return isUsed ? NETWORK_TYPES + type : type;
    }

    private static final int NETWORK_TYPES = NetworkType.values().length;

    /// How long this browser was not seen: under a week, under four, under thirteen, longer.
    int absence() {
        int entry = entry(Level.BROWSER);
        if (entry < 0) {
            return 3;
        }
        int days = AccountHistory.day(AccountHistory.secondOf(evidence.at())) - history.dayAt(entry);
        return days < 7 ? 0 : days < 28 ? 1 : days < 91 ? 2 : 3;
    }

    /// How much of the browser is new: nothing, its version, its version in an odd way, more than that.
    private int agentChange() {
        if (isNew(Level.BROWSER) || isNew(Level.SYSTEM) || isNew(Level.DEVICE_TYPE)) {
            return 3;
        }
        return isNew(Level.AGENT) ? (isUpdated() ? 1 : 2) : 0;
    }

    /// Whether the browser is known and claims a higher version than ever before.
    boolean isUpdated() {
        int entry = entry(Level.BROWSER);
        Integer version = evidence.browser().version();
        if (entry < 0 || version == null) {
            return false;
        }
        int newest = history.versionAt(entry);
        return newest >= 0 && version > newest;
    }

    /// Kinds of members by how much newness they show, beside what was to be expected of them.
    static final int HABITS = 6;

    private static final double[] HABIT_FROM = {0, 0.35, 0.7, 1.3, 2.2, 3.5};

    /// So much newness was seen and expected of every member before anything was known of him.
    private static final double TALLY_WEIGHT = 0.7;

    /// How often the member showed this kind of newness, set against how often it was to be expected.
    double factor(Tally tally) {
        double known = factors[tally.ordinal()];
        if (known == 0) {
            known = (history.observed(tally) + TALLY_WEIGHT) / (history.expected(tally) + TALLY_WEIGHT);
            factors[tally.ordinal()] = known;
        }
        return known;
    }

    /// The kind of member by that factor.
    int habit(Tally tally) {
        double factor = factor(tally);
        int habit = HABITS - 1;
        while (factor < HABIT_FROM[habit]) {
            habit--;
        }
        return habit;
    }

    boolean isMobile() {
        return evidence.network().type() == NetworkType.MOBILE;
    }
}
