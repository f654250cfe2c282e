package sekisho.replay.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sekisho.engine.NetworkType;
import sekisho.replay.Outcomes;

/// Who bears the challenges, and whom the engine protects, at one operating point.
///
/// @param groups the legitimate sign-ins, grouped in several ways; groups without a sign-in are left out
/// @param protection the attacks by the length of the attacked member's history
record Fairness(OperatingPoint point, List<Group> groups, List<Protection> protection) {
    /// A group that is challenged more often than the average by this factor is marked.
    static final double UNFAIR = 3;

    private static final int MOST_COUNTRIES = 10;

    enum Dimension {
        HISTORY,
        NETWORK,
        DEVICE,
        COUNTRY
    }

    /// A bucket of members by how many legitimate sign-ins came before.
    enum History {
        NONE("0", 0),
        TO_2("1–2", 2),
        TO_5("3–5", 5),
        TO_12("6–12", 12),
        TO_39("13–39", 39),
        TO_100("40–100", 100),
        MORE(">100", Integer.MAX_VALUE);

        private static final History[] ALL = values();

        private final String words;
        private final int last;

        History(String words, int last) {
            this.words = words;
            this.last = last;
        }

        /// As tables name them.
        static List<String> names() {
            return Stream.of(ALL).map(history -> history.words).toList();
        }

        static History of(int past) {
            int i = 0;
            while (past > ALL[i].last) {
                i++;
            }
            return ALL[i];
        }
    }

    /// @param name of a network in lower case, else as in the file; empty for what is not known, `*` for all
    ///     other countries
    /// @param ratio the challenged share over that of all sign-ins; `NaN` if nobody is challenged
    record Group(Dimension dimension, String name, Share challenged, double ratio) {
        /// Whether to mark it.
        @JsonProperty("unfair")
        boolean isUnfair() {
            return ratio > UNFAIR;
        }
    }

    record Protection(Attacker attacker, String history, Share caught) {}

    static List<Fairness> of(Outcomes outcomes, Labels labels, int engine, Scores scores, List<OperatingPoint> points) {
        List<Tally> tallies = points.stream()
                .map(point -> new Tally(point, outcomes.words().size()))
                .toList();
        for (int row = 0; row < outcomes.size(); row++) {
            double logOdds = outcomes.logOdds(engine, row);
            if (Double.isNaN(logOdds)) {
                continue;
            }
            for (Tally tally : tallies) {
                tally.add(outcomes, labels, row, logOdds);
            }
        }
        return tallies.stream().map(tally -> tally.fairness(outcomes, scores)).toList();
    }

    /// How many sign-ins there are, and how many are challenged, by a small number.
    private record Counts(long[] all, long[] challenged) {
        Counts(int size) {
            this(new long[size], new long[size]);
        }

        void add(int number, boolean isChallenged) {
            all[number]++;
            if (isChallenged) {
                challenged[number]++;
            }
        }

        Share share(int number) {
            return new Share(challenged[number], all[number]);
        }
    }

    private static final class Tally {
        private static final int HISTORIES = History.values().length;

        private final OperatingPoint point;
        private final Counts histories = new Counts(HISTORIES);
        private final Counts networks = new Counts(NetworkType.values().length);
        private final Counts devices;
        private final Counts countries;
        private final Counts attacks = new Counts(Attacker.values().length * HISTORIES);

        Tally(OperatingPoint point, int words) {
            this.point = point;
            this.devices = new Counts(words);
            this.countries = new Counts(words);
        }

        void add(Outcomes outcomes, Labels labels, int row, double logOdds) {
            boolean isChallenged = logOdds >= point.threshold();
            int history = History.of(outcomes.past(row)).ordinal();
            Attacker attacker = labels.attacker(row);
            if (attacker != null) {
                attacks.add(attacker.ordinal() * HISTORIES + history, isChallenged);
                return;
            }
            histories.add(history, isChallenged);
            networks.add(outcomes.networkType(row).ordinal(), isChallenged);
            devices.add(outcomes.deviceTypeWord(row), isChallenged);
            countries.add(outcomes.countryWord(row), isChallenged);
        }

        Fairness fairness(Outcomes outcomes, Scores scores) {
            List<Group> groups = new ArrayList<>();
            for (History history : History.values()) {
                add(groups, Dimension.HISTORY, history.words, histories.share(history.ordinal()));
            }
            for (NetworkType type : NetworkType.values()) {
                add(groups, Dimension.NETWORK, type.name().toLowerCase(Locale.ROOT), networks.share(type.ordinal()));
            }
            List<String> words = outcomes.words();
            for (int word : byCount(devices, words)) {
                add(groups, Dimension.DEVICE, words.get(word), devices.share(word));
            }
            addCountries(groups, words);
            return new Fairness(point, List.copyOf(groups), protection(scores));
        }

        private void addCountries(List<Group> groups, List<String> words) {
            List<Integer> ordered = byCount(countries, words);
            ordered.stream()
                    .limit(MOST_COUNTRIES)
                    .forEach(word -> add(groups, Dimension.COUNTRY, words.get(word), countries.share(word)));
            List<Integer> others = ordered.subList(Math.min(MOST_COUNTRIES, ordered.size()), ordered.size());
            add(
                    groups,
                    Dimension.COUNTRY,
                    "*",
                    new Share(
                            others.stream()
                                    .mapToLong(word -> countries.challenged()[word])
                                    .sum(),
                            others.stream()
                                    .mapToLong(word -> countries.all()[word])
                                    .sum()));
        }

        private static List<Integer> byCount(Counts counts, List<String> words) {
            return IntStream.range(0, words.size())
                    .filter(word -> counts.all()[word] > 0)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer word) -> -counts.all()[word])
                            .thenComparing(words::get))
                    .toList();
        }

        private void add(List<Group> groups, Dimension dimension, String name, Share challenged) {
            if (challenged.whole() > 0) {
                double average = point.challenged().value();
                double ratio = average > 0 ? challenged.value() / average : Double.NaN;
                groups.add(new Group(dimension, name, challenged, ratio));
            }
        }

        private List<Protection> protection(Scores scores) {
            List<Protection> protection = new ArrayList<>();
            for (Attacker attacker : scores.attackers()) {
                for (History history : History.values()) {
                    Share caught = attacks.share(attacker.ordinal() * HISTORIES + history.ordinal());
                    if (caught.whole() > 0) {
                        protection.add(new Protection(attacker, history.words, caught));
                    }
                }
            }
            return List.copyOf(protection);
        }
    }
}
