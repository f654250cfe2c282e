package sekisho.replay;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.GeoPoint;
import sekisho.replay.ServerEvidence.Password;

/// The columns of one row that only a server fills, and how their values are written.
final class ServerColumns {
    private static final String NEVER = "never";
    private static final String NONE = "none";
    private static final Set<String> DECISIONS = Set.of("ALLOW", "CHALLENGE", "RESET", "HOLD", "DENY");
    private static final Map<String, DeviceRecognition> RECOGNITIONS = words(DeviceRecognition.values());
    private static final Map<String, Authenticator> AUTHENTICATORS = words(Authenticator.values());
    private static final Map<String, Password> PASSWORDS =
            Map.of("true", Password.RIGHT, "false", Password.WRONG, "not_asked", Password.NOT_ASKED);

    /// The few combinations that occur.
    private static final int MOST_SETS = 64;

    private final Map<String, Set<Authenticator>> sets = new HashMap<>();

    private final Timestamps timestamps = new Timestamps();
    private @Nullable GeoPoint point;
    private @Nullable DeviceRecognition device;
    private Password password = Password.NOT_SAID;
    private boolean switchedOff;
    private int failures = -1;
    private int accounts = -1;
    private @Nullable Set<Authenticator> authenticators;
    private long learnedAt = ServerEvidence.AT_ONCE;
    private long unlearnedAt = ServerEvidence.NEVER;
    private long reportedAt = ServerEvidence.NEVER;
    private double trust = 1;
    private double logOdds = Double.NaN;
    private @Nullable String decision;
    private @Nullable String policy;

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        return Arrays.stream(values).collect(Collectors.toMap(ServerColumns::word, value -> value));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void clear() {
        point = null;
        device = null;
        password = Password.NOT_SAID;
        switchedOff = false;
        failures = -1;
        accounts = -1;
        authenticators = null;
        learnedAt = ServerEvidence.AT_ONCE;
        unlearnedAt = ServerEvidence.NEVER;
        reportedAt = ServerEvidence.NEVER;
        trust = 1;
        logOdds = Double.NaN;
        decision = null;
        policy = null;
    }

    /// Takes a value that isn't empty; `false` if the column can't hold it.
    boolean take(Column column, String text) {
        switch (column) {
            case COORDINATES -> {
                point = point(text);
                return point != null;
            }
            case DEVICE_RECOGNITION -> {
                device = RECOGNITIONS.get(text);
                return device != null;
            }
            case PASSWORD_CORRECT -> {
                password = PASSWORDS.getOrDefault(text.toLowerCase(Locale.ROOT), Password.NOT_SAID);
                return password != Password.NOT_SAID;
            }
            case PASSWORD_SWITCHED_OFF -> {
                switchedOff = text.equalsIgnoreCase("true");
                return switchedOff || text.equalsIgnoreCase("false");
            }
            case FAILURES_FROM_PREFIX -> {
                failures = count(text);
                return failures >= 0;
            }
            case ACCOUNTS_FROM_PREFIX -> {
                accounts = count(text);
                return accounts >= 0;
            }
            case AUTHENTICATORS -> {
                authenticators = sets.size() < MOST_SETS
                        ? sets.computeIfAbsent(text, ServerColumns::authenticators)
                        : authenticators(text);
                return !authenticators.isEmpty() || text.equals(NONE);
            }
            case LEARNED_AT -> {
                learnedAt = text.equals(NEVER) ? ServerEvidence.NEVER : time(text);
                return learnedAt != Timestamps.NONE;
            }
            case UNLEARNED_AT -> {
                unlearnedAt = time(text);
                return unlearnedAt != Timestamps.NONE;
            }
            case REPORTED_AT -> {
                reportedAt = time(text);
                return reportedAt != Timestamps.NONE;
            }
            case REPORT_TRUST -> {
                trust = number(text);
                return trust >= 0 && trust <= 1;
            }
            case RECORDED_LOG_ODDS -> {
                logOdds = number(text);
                return Double.isFinite(logOdds);
            }
            case RECORDED_DECISION -> {
                decision = text;
                return DECISIONS.contains(text);
            }
            case RECORDED_POLICY -> {
                policy = text;
                return true;
            }
            default -> throw new IllegalArgumentException(column + " is no server's column");
        }
    }

    ServerEvidence evidence() {
        boolean assessed = learnedAt == ServerEvidence.AT_ONCE || !Double.isNaN(logOdds);
        return new ServerEvidence(
                point,
                device,
                password,
                switchedOff,
                failures,
                accounts,
                authenticators,
                assessed,
                learnedAt,
                unlearnedAt,
                reportedAt == ServerEvidence.NEVER ? null : new ServerEvidence.Report(reportedAt, trust));
    }

    @Nullable
    Recorded recorded() {
        return Double.isNaN(logOdds) ? null : new Recorded(logOdds, decision, policy);
    }

    private long time(String text) {
        return timestamps.read(text.toCharArray(), 0, text.length());
    }

    private static @Nullable GeoPoint point(String text) {
        int comma = text.indexOf(',');
        try {
            return comma < 0 ? null : new GeoPoint(number(text.substring(0, comma)), number(text.substring(comma + 1)));
        } catch (IllegalArgumentException notOnEarth) {
            return null;
        }
    }

    /// A number in full precision, as [Double#toString] writes it; `NaN` for anything else.
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    private static int count(String text) {
        return (int) Numbers.whole(text.toCharArray(), 0, text.length(), Integer.MAX_VALUE);
    }

    /// Empty if one of them is unknown.
    private static Set<Authenticator> authenticators(String text) {
        Set<Authenticator> found = EnumSet.noneOf(Authenticator.class);
        for (String word : text.split(";", -1)) {
            Authenticator authenticator = AUTHENTICATORS.get(word);
            if (authenticator == null) {
                return Set.of();
            }
            found.add(authenticator);
        }
        return Set.copyOf(found);
    }

    /// The text of a column; empty where nothing is said.
    static String text(Column column, LoginRow row) {
        ServerEvidence said = row.login().server();
        Recorded recorded = row.recorded();
        return switch (column) {
            case COORDINATES ->
                said.point() == null
                        ? ""
                        : said.point().latitude() + "," + said.point().longitude();
            case DEVICE_RECOGNITION -> said.device() == null ? "" : word(said.device());
            case PASSWORD_CORRECT ->
                switch (said.password()) {
                    case NOT_SAID -> "";
                    case RIGHT -> "true";
                    case WRONG -> "false";
                    case NOT_ASKED -> "not_asked";
                };
            case PASSWORD_SWITCHED_OFF -> Boolean.toString(said.passwordSwitchedOff());
            case FAILURES_FROM_PREFIX -> count(said.failuresFromPrefix());
            case ACCOUNTS_FROM_PREFIX -> count(said.accountsFromPrefix());
            case AUTHENTICATORS -> authenticators(said.authenticators());
            case LEARNED_AT -> learnedAt(said.learnedAt());
            case UNLEARNED_AT -> said.unlearnedAt() == ServerEvidence.NEVER ? "" : Timestamps.text(said.unlearnedAt());
            case REPORTED_AT ->
                said.report() == null ? "" : Timestamps.text(said.report().at());
            case REPORT_TRUST ->
                said.report() == null ? "" : Double.toString(said.report().trust());
            case RECORDED_LOG_ODDS -> recorded == null ? "" : Double.toString(recorded.logOdds());
            case RECORDED_DECISION -> recorded == null || recorded.decision() == null ? "" : recorded.decision();
            case RECORDED_POLICY -> recorded == null || recorded.policy() == null ? "" : recorded.policy();
            default -> throw new IllegalArgumentException(column + " is no server's column");
        };
    }

    private static String authenticators(@Nullable Set<Authenticator> available) {
        if (available == null) {
            return "";
        }
        return available.isEmpty()
                ? NONE
                : available.stream().sorted().map(ServerColumns::word).collect(Collectors.joining(";"));
    }

    private static String count(int count) {
        return count < 0 ? "" : Integer.toString(count);
    }

    private static String learnedAt(long at) {
        if (at == ServerEvidence.AT_ONCE) {
            return "";
        }
        return at == ServerEvidence.NEVER ? NEVER : Timestamps.text(at);
    }
}
