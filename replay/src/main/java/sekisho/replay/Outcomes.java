package sekisho.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;

/// All assessed rows of a replay in input order, column by column: what a report is made of. Entry `i` of
/// each column belongs to the `i`-th assessed row.
public final class Outcomes {
    private static final Scenario[] SCENARIOS = Scenario.values();
    private static final NetworkType[] NETWORK_TYPES = NetworkType.values();

    private final List<String> engines;
    private int size;
    private long[] lines = new long[1024];
    private long[] times = new long[1024];
    private int[] members = new int[1024];
    private int[] pasts = new int[1024];
    private byte[] facts = new byte[1024];
    private byte[] networkTypes = new byte[1024];
    private short[] deviceTypes = new short[1024];
    private short[] countries = new short[1024];
    private final List<double[]> logOdds = new ArrayList<>();
    private final List<byte[]> decisions = new ArrayList<>();
    private final Numbering<String> memberNumbers = new Numbering<>();
    private int[] learned = new int[1024];
    private final Words words = new Words();

    /// @param engines names of the engines, in the order of their verdicts
    public Outcomes(List<String> engines) {
        this.engines = List.copyOf(engines);
        for (int i = 0; i < engines.size(); i++) {
            logOdds.add(new double[1024]);
            decisions.add(new byte[1024]);
        }
    }

    /// Short numbers for the few different device types and countries. Where there are too many, the others
    /// count as not known.
    private static final class Words {
        private static final short NOT_KNOWN = 0;

        private final Map<String, Short> numbers = new HashMap<>(Map.of("", NOT_KNOWN));
        private final List<String> texts = new ArrayList<>(List.of(""));

        short number(@Nullable String text) {
            if (texts.size() > Short.MAX_VALUE) {
                return numbers.getOrDefault(text == null ? "" : text, NOT_KNOWN);
            }
            return numbers.computeIfAbsent(text == null ? "" : text, fresh -> {
                texts.add(fresh);
                return (short) (texts.size() - 1);
            });
        }
    }

    /// The decisions an engine can have made, by their number.
    private static final List<String> DECISIONS = List.of("", "ALLOW", "CHALLENGE", "RESET", "HOLD", "DENY");

    /// Adds an assessed row; `verdicts` has one entry for each engine, `null` where it couldn't judge.
    public void add(LoginRow row, List<@Nullable Verdict> verdicts) {
        if (size == lines.length) {
            grow();
        }
        Login login = row.login();
        int member = memberNumbers.of(login.member());
        if (member >= learned.length) {
            learned = Arrays.copyOf(learned, Math.max(learned.length * 2, member + 1));
        }
        lines[size] = row.line();
        times[size] = login.at();
        members[size] = member;
        pasts[size] = learned[member];
        facts[size] = (byte) (row.scenario().ordinal() | (row.takeover() ? 16 : 0) | (row.attackAddress() ? 32 : 0));
        networkTypes[size] = (byte) login.networkType().ordinal();
        deviceTypes[size] = words.number(login.deviceType());
        countries[size] = words.number(login.country());
        for (int engine = 0; engine < engines.size(); engine++) {
            Verdict verdict = verdicts.get(engine);
            logOdds.get(engine)[size] = verdict == null ? Double.NaN : verdict.logOdds();
            decisions.get(engine)[size] = verdict == null ? 0 : (byte) DECISIONS.indexOf(verdict.decision());
        }
        size++;
        if (!row.isAttack()) {
            learned[member]++;
        }
    }

    private void grow() {
        int length = size * 2;
        lines = Arrays.copyOf(lines, length);
        times = Arrays.copyOf(times, length);
        members = Arrays.copyOf(members, length);
        pasts = Arrays.copyOf(pasts, length);
        facts = Arrays.copyOf(facts, length);
        networkTypes = Arrays.copyOf(networkTypes, length);
        deviceTypes = Arrays.copyOf(deviceTypes, length);
        countries = Arrays.copyOf(countries, length);
        logOdds.replaceAll(column -> Arrays.copyOf(column, length));
        decisions.replaceAll(column -> Arrays.copyOf(column, length));
    }

    /// Names of the engines; an engine's number is its place in this list.
    public List<String> engines() {
        return engines;
    }

    /// How many rows were assessed.
    public int size() {
        return size;
    }

    /// The line of the row in its file.
    public long line(int i) {
        return lines[i];
    }

    /// Milliseconds since 1970-01-01 UTC.
    public long at(int i) {
        return times[i];
    }

    /// A number for the member, from 0 in the order of appearance.
    public int member(int i) {
        return members[i];
    }

    /// How many members were seen.
    public int members() {
        return memberNumbers.size();
    }

    /// How many legitimate sign-ins of this member came before.
    public int past(int i) {
        return pasts[i];
    }

    /// What the file says that it was.
    public Scenario scenario(int i) {
        return SCENARIOS[facts[i] & 15];
    }

    /// Whether the file marks it as a takeover.
    public boolean isTakeover(int i) {
        return (facts[i] & 16) != 0;
    }

    /// Whether the file marks its address as one of attackers.
    public boolean isAttackAddress(int i) {
        return (facts[i] & 32) != 0;
    }

    /// Whether the file says that it was an attack.
    public boolean isAttack(int i) {
        return scenario(i).isAttack() || isTakeover(i);
    }

    public NetworkType networkType(int i) {
        return NETWORK_TYPES[networkTypes[i]];
    }

    /// As the file has it; empty where it is not known.
    public String deviceType(int i) {
        return words.texts.get(deviceTypes[i]);
    }

    /// As the file has it; empty where it is not known.
    public String country(int i) {
        return words.texts.get(countries[i]);
    }

    /// The place of the device type in [#words].
    public int deviceTypeWord(int i) {
        return deviceTypes[i];
    }

    /// The place of the country in [#words].
    public int countryWord(int i) {
        return countries[i];
    }

    /// All device types and countries that occur, as the file has them.
    public List<String> words() {
        return Collections.unmodifiableList(words.texts);
    }

    /// The log-odds of an engine; `NaN` where it couldn't judge.
    public double logOdds(int engine, int i) {
        return logOdds.get(engine)[i];
    }

    /// The decision of an engine, such as `CHALLENGE`; empty where there is none.
    public String decision(int engine, int i) {
        return DECISIONS.get(decisions.get(engine)[i]);
    }
}
