package sekisho.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.Evidence;
import sekisho.engine.Observation;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;
import sekisho.replay.world.MadeUpHistory;

/// How long the engine takes for one sign-in. It is fed with the last sign-ins of the members of a made-up
/// world, each with the history of its member, one after the other: they don't fit into the caches of a processor.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 8, time = 2)
public class RiskEngineBenchmark {
    private static final int MEMBERS = 5_000;
    private static final int DAYS = 400;
    private static final int SIGN_INS = 100_000;

    private record SignIn(Evidence evidence, AccountHistory before) {}

    private final RiskEngine engine = new RiskEngine();
    private Population population = Population.empty();
    private List<SignIn> signIns = List.of();
    private int last;

    @Setup
    public void setUp() throws IOException {
        Path file = Files.createTempFile("sekisho-bench", ".csv");
        try {
            new MadeUpHistory(MEMBERS, DAYS, 1).write(file);
            try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), true)) {
                learn(reader);
            }
        } finally {
            Files.delete(file);
        }
    }

    private void learn(LoginHistoryReader reader) throws IOException {
        SekishoEngine site = new SekishoEngine("site", SekishoEngine.Signals.ALL, Policy.standard(), false);
        Map<String, AccountHistory> histories = new HashMap<>();
        Deque<SignIn> latest = new ArrayDeque<>();
        for (LoginRow row = reader.next(); row != null; row = reader.next()) {
            Login login = row.login();
            if (row.isLearned()) {
                Evidence evidence = site.evidence(login);
                AccountHistory before = histories.getOrDefault(login.member(), AccountHistory.empty());
                Observation observation = Observation.of(evidence, before, population);
                histories.put(login.member(), observation.after());
                population.count(observation);
                latest.add(new SignIn(evidence, before));
                if (latest.size() > SIGN_INS) {
                    latest.remove();
                }
            }
            site.take(row);
        }
        signIns = List.copyOf(latest);
    }

    private SignIn next() {
        last = last + 1 < signIns.size() ? last + 1 : 0;
        return signIns.get(last);
    }

    /// The decision alone.
    @Benchmark
    public double logOdds() {
        SignIn signIn = next();
        return engine.logOdds(Observation.of(signIn.evidence, signIn.before, population));
    }

    /// The decision with its reasons, as the server makes it.
    @Benchmark
    public Assessment assess() {
        SignIn signIn = next();
        return engine.assess(signIn.evidence, signIn.before, population);
    }

    /// The decision, and then what the sign-in teaches, as the replay does it.
    @Benchmark
    public AccountHistory logOddsAndLearn(Blackhole decision) {
        SignIn signIn = next();
        Observation observation = Observation.of(signIn.evidence, signIn.before, population);
        decision.consume(engine.logOdds(observation));
        population.count(observation);
        return observation.after();
    }
}
