package sekisho.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.BudgetedPolicy;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;
import sekisho.engine.Observation;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;

/// Sekisho's own engine, run over a login history as the server would have run it.
public final class SekishoEngine implements Engine {
    /// What of a sign-in the engine may look at.
    public enum Signals {
        ALL,
        /// As much as the published reference looks at.
        ADDRESS_AND_AGENT
    }

    private static final Set<Authenticator> CODE_ONLY = Set.of(Authenticator.EMAIL_CODE);

    /// What is kept of one member.
    private static final class Member {
        AccountHistory history = AccountHistory.empty();

        @Nullable
        GivenTokens tokens;
    }

    private final String name;
    private final Signals signals;
    private final BudgetedPolicy policy;
    private final boolean followsBudgets;
    private final boolean explains;
    private final RiskEngine engine = new RiskEngine();
    private final Population population = Population.empty();
    private final Map<String, Member> members = new HashMap<>();
    private static final int MOST_PREFIXES = 100_000;

    private final Map<String, String> prefixes = new HashMap<>();
    private final Browsers browsers = new Browsers();
    private final Failures failures = new Failures();
    private @Nullable Login assessed;
    private @Nullable Evidence assessedEvidence;
    private double assessedLogOdds;

    /// A sign-in that isn't counted yet.
    private record Proven(Observation observation, double logOdds) {}

    private final Queue<Proven> waiting = new ArrayDeque<>();
    private Instant countedUntil = Instant.MIN;

    /// @param explains whether verdicts carry their reasons
    public SekishoEngine(String name, Signals signals, Policy policy, boolean explains) {
        this.name = name;
        this.signals = signals;
        this.policy = BudgetedPolicy.of(policy);
        this.followsBudgets = !policy.budgets().isEmpty();
        this.explains = explains;
    }

    @Override
    public String name() {
        return name;
    }

    /// The policy by which it decides now: with a score in the place of each budget.
    Policy policy() {
        return policy.now();
    }

    /// How often a member signs in in a year, as far as was learned.
    double signInsPerMemberAndYear() {
        return policy.signInsPerMemberAndYear();
    }

    /// Whether its policy has budgets, so that its scores move.
    boolean followsBudgets() {
        return followsBudgets;
    }

    @Override
    public Verdict assess(Login login) {
        turnTo(login.at());
        Member member = members.computeIfAbsent(login.member(), fresh -> new Member());
        Evidence evidence = evidence(login, member);
        if (!explains) {
            double logOdds = engine.logOdds(evidence, member.history, population);
            remember(login, evidence, logOdds);
            return new Verdict(Assessment.score(logOdds), logOdds, decide(logOdds, evidence), List.of());
        }
        Assessment assessment = engine.assess(evidence, member.history, population);
        remember(login, evidence, assessment.logOdds());
        return new Verdict(
                assessment.score(),
                assessment.logOdds(),
                decide(assessment.logOdds(), evidence),
                assessment.findings());
    }

    private void remember(Login login, Evidence evidence, double logOdds) {
        assessed = login;
        assessedEvidence = evidence;
        assessedLogOdds = logOdds;
    }

    private String decide(double logOdds, Evidence evidence) {
        return policy.now()
                .decide(Assessment.score(logOdds), evidence.credential(), CODE_ONLY)
                .name();
    }

    @Override
    public void learn(Login login) {
        turnTo(login.at());
        Member member = members.computeIfAbsent(login.member(), fresh -> new Member());
        Evidence evidence = login == assessed && assessedEvidence != null ? assessedEvidence : evidence(login, member);
        double logOdds = login == assessed ? assessedLogOdds : engine.logOdds(evidence, member.history, population);
        Observation observation = Observation.of(evidence, member.history, population);
        member.history = observation.after();
        waiting.add(new Proven(observation, logOdds));
        String given = login.newDeviceToken();
        if (given != null) {
            if (member.tokens == null) {
                member.tokens = new GivenTokens();
            }
            member.tokens.give(login.deviceToken(), given, browserOf(login));
        }
    }

    /// Counts what servers would have counted by now.
    private void turnTo(long at) {
        Instant until = Population.countedUntil(Instant.ofEpochMilli(at));
        if (!until.isAfter(countedUntil)) {
            return;
        }
        countedUntil = until;
        while (!waiting.isEmpty()
                && waiting.element().observation.evidence().at().isBefore(until)) {
            Proven proven = waiting.remove();
            policy.observe(proven.logOdds, proven.observation.evidence().at(), proven.observation.before());
            population.count(proven.observation);
        }
    }

    @Override
    public void failed(Login login) {
        failures.note(login.at(), login.member(), prefix(login));
    }

    /// What the server would have known of this sign-in.
    Evidence evidence(Login login) {
        return evidence(login, members.computeIfAbsent(login.member(), fresh -> new Member()));
    }

    private Evidence evidence(Login login, Member member) {
        boolean all = signals == Signals.ALL;
        String prefix = prefix(login);
        return new Evidence(
                Instant.ofEpochMilli(login.at()),
                new Evidence.Network(
                        login.address(),
                        prefix,
                        login.asn(),
                        null,
                        login.country(),
                        all ? login.region() : null,
                        login.city(),
                        null,
                        all ? login.networkType() : NetworkType.UNKNOWN,
                        all && login.roundTripMillis() > 0 ? (Double) login.roundTripMillis() : null),
                browsers.read(login, all),
                all ? recognition(login, member) : DeviceRecognition.NOT_KNOWN,
                new Evidence.Credential(true, all ? login.passwordBreached() : null, false),
                all ? counters(login, prefix) : Evidence.Counters.NONE);
    }

    /// A member who was never given a token can't show one.
    private static DeviceRecognition recognition(Login login, Member member) {
        return member.tokens == null
                ? DeviceRecognition.NOT_KNOWN
                : member.tokens.recognise(login.deviceToken(), browserOf(login));
    }

    private static String browserOf(Login login) {
        return Browsers.family(login.browser()) + '/' + Browsers.family(login.system());
    }

    private @Nullable String prefix(Login login) {
        String address = login.address();
        if (address == null) {
            return null;
        }
        if (prefixes.size() == MOST_PREFIXES) {
            prefixes.clear();
        }
        return prefixes.computeIfAbsent(address, SekishoEngine::prefixOf);
    }

    private static @Nullable String prefixOf(String address) {
        AddressPrefix prefix = AddressPrefix.of(address);
        return prefix == null ? null : prefix.cidr();
    }

    private Evidence.Counters counters(Login login, @Nullable String prefix) {
        int onAccount =
                login.failedAttempts() >= 0 ? login.failedAttempts() : failures.onAccount(login.at(), login.member());
        return new Evidence.Counters(
                onAccount, failures.fromPrefix(login.at(), prefix), failures.accountsFromPrefix(login.at(), prefix));
    }
}
