package sekisho.engine;

/// How many sign-ins that their owners reported were made by each kind of attacker, and the shares that the
/// engine therefore reckons with. Kept apart for sign-ins whose devices are known and for others, since the
/// kinds that are told apart differ.
///
/// The shares begin with the assumed ones ([Attacker#shares]), which weigh as much as [#ASSUMED_WEIGHT] reports,
/// and follow what is reported. None ever moves further than [#FURTHEST] from the assumed one: reports may be
/// wrong, or be lies, and whoever makes many of one kind must neither switch another kind off nor make the engine
/// ask everybody for this one. Reports fade by half in 180 days: few are made, and the trade of attackers changes
/// more slowly than browsers do.
final class ReportedAttacks {
    /// So many reports weigh as much as the assumed shares.
    static final double ASSUMED_WEIGHT = 50;

    /// The greatest factor between a share and the assumed one, up or down.
    static final double FURTHEST = 4;

    private static final double HALF_LIFE_DAYS = 180;
    private static final int KINDS = Attacker.values().length;

    /// First those with known devices, each in the order of [Attacker].
    private final double[] counts = new double[2 * KINDS];

    private double[] shares;
    private double[] sharesWithoutDevice;

    ReportedAttacks() {
        shares = Attacker.shares(DeviceRecognition.UNKNOWN);
        sharesWithoutDevice = Attacker.shares(DeviceRecognition.NOT_KNOWN);
    }

    /// Who could be behind a sign-in, before anything is judged. Nobody may change it.
    double[] shares(DeviceRecognition device) {
        return device == DeviceRecognition.NOT_KNOWN ? sharesWithoutDevice : shares;
    }

    void count(AttackReport report) {
        int from = report.isDeviceKnown() ? 0 : KINDS;
        for (int i = 0; i < KINDS; i++) {
            counts[from + i] += report.count(i);
        }
        weigh();
    }

    void fade(int days) {
        Population.scale(counts, Math.pow(2, -days / HALF_LIFE_DAYS));
        weigh();
    }

    /// The counts; whoever changes them calls [#weigh()] then.
    double[] counts() {
        return counts;
    }

    void weigh() {
        shares = weighed(Attacker.shares(DeviceRecognition.UNKNOWN), 0);
        sharesWithoutDevice = weighed(Attacker.shares(DeviceRecognition.NOT_KNOWN), KINDS);
    }

    private double[] weighed(double[] assumed, int from) {
        double all = 0;
        for (int i = 0; i < KINDS; i++) {
            all += counts[from + i];
        }
        if (all == 0) {
            return assumed;
        }
        double[] learned = new double[KINDS];
        for (int i = 0; i < KINDS; i++) {
            learned[i] = (ASSUMED_WEIGHT * assumed[i] + counts[from + i]) / (ASSUMED_WEIGHT + all);
        }
        return limited(learned, assumed);
    }

    /// Where shares are kept within their limits, the others make up for it in proportion, so that all add up to 1.
    private static double[] limited(double[] learned, double[] assumed) {
        double low = 0;
        double high = 1;
        while (sum(limited(learned, assumed, high)) < 1) {
            high *= 2;
        }
        for (double middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (sum(limited(learned, assumed, middle)) < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return limited(learned, assumed, high);
    }

    private static double[] limited(double[] learned, double[] assumed, double factor) {
        double[] limited = new double[KINDS];
        for (int i = 0; i < KINDS; i++) {
            limited[i] = Math.clamp(factor * learned[i], assumed[i] / FURTHEST, assumed[i] * FURTHEST);
        }
        return limited;
    }

    private static double sum(double[] shares) {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        return sum;
    }
}
