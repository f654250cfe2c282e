package sekisho.engine;

/// What a proven sign-in showed, beside what was remembered of its member before and what was common then:
/// ready to be counted in the [Population], at any later time and with the same result.
public final class Observation {
    private static final Level[] LEVELS = Level.values();
    private static final byte NOT_COMPARED = -1;

    /// So many sign-ins of one member a day are counted: who proves himself again and again teaches no more.
    private static final int MOST_A_DAY = 3;

    final boolean isCounted;
    final Traits traits;
    final int day;
    final int eighth;
    final int arrival;
    final int version;
    final double roundTripLog;
    final int roundTripCell;
    final long roundTripPlace;
    private final SignIn signIn;
    private final short[] cells = new short[LEVELS.length];
    private final short[] habits = new short[LEVELS.length];
    private final double[] expected = new double[LEVELS.length];

    private Observation(SignIn signIn) {
        this.signIn = signIn;
        isCounted = signIn.history.taughtOn(AccountHistory.secondOf(signIn.evidence.at())) < MOST_A_DAY;
        traits = signIn.traits;
        day = AccountHistory.day(AccountHistory.secondOf(signIn.evidence.at()));
        eighth = Hours.eighthOf(signIn.evidence);
        arrival = Population.arrival(signIn);
        version = Population.version(signIn);
        roundTripLog = RoundTrips.log(signIn);
        roundTripCell = RoundTrips.cell(signIn);
        roundTripPlace = RoundTrips.place(signIn);
        for (Level level : LEVELS) {
            int i = level.ordinal();
            cells[i] = NOT_COMPARED;
            if (signIn.outcome(level) != SignIn.Outcome.NOT_COMPARED) {
                cells[i] = (short) signIn.cell(level);
                habits[i] = (short) Population.habit(signIn, level);
                expected[i] = signIn.newness(level);
            }
        }
    }

    /// A sign-in beside what was known then.
    ///
    /// @param before what was remembered of the member before the sign-in
    /// @param population what was common then; it isn't changed
    public static Observation of(Evidence evidence, AccountHistory before, Population population) {
        return new Observation(new SignIn(evidence, before, population));
    }

    SignIn signIn() {
        return signIn;
    }

    /// What the sign-in showed.
    public Evidence evidence() {
        return signIn.evidence;
    }

    /// What was remembered of the member before it.
    public AccountHistory before() {
        return signIn.history;
    }

    /// What is remembered of the member after it.
    ///
    /// @throws IllegalArgumentException if the password was wrong: that proves nothing
    public AccountHistory after() {
        return signIn.history.learn(signIn);
    }

    boolean isCompared(int level) {
        return cells[level] != NOT_COMPARED;
    }

    boolean isNew(int level) {
        return signIn.isNew(LEVELS[level]);
    }

    int cell(int level) {
        return cells[level];
    }

    int habit(int level) {
        return habits[level];
    }

    double expected(int level) {
        return expected[level];
    }
}
