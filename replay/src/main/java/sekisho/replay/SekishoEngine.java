package sekisho.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.AttackReport;
import sekisho.engine.Authenticator;
import sekisho.engine.BudgetedPolicy;
import sekisho.engine.CommonCounts;
import sekisho.engine.Evidence;
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

        /// From the first one on that will be unlearned; `null` if none will.
        @Nullable
        List<Lesson> lessons;

        /// Of his sign-ins, those that he will report; `null` if there are none.
        @Nullable
        List<Reported> reported;
    }

    /// What a sign-in taught.
    ///
    /// @param before what was remembered of the member before it
    private record Lesson(Assessed signIn, AccountHistory before) {}

    /// A sign-in as it was judged.
    ///
    /// @param observation beside what was remembered of the member, and what was common, then
    /// @param countedUntil until when the population was counted
    /// @param number in the order of judgement
    private record Assessed(
            Login login, Member member, Observation observation, Instant countedUntil, double logOdds, long number) {
        Evidence evidence() {
            return observation.evidence();
        }

        AccountHistory before() {
            return observation.before();
        }
    }

    /// A sign-in that its owner will report.
    private static final class Reported {
        final Assessed signIn;
        final String index;
        final ServerEvidence.Report report;

        /// What was remembered of the member, without what was unlearned since.
        AccountHistory before;

        Reported(Assessed signIn, String index, ServerEvidence.Report report, AccountHistory before) {
            this.signIn = signIn;
            this.index = index;
            this.report = report;
            this.before = before;
        }

        /// Not before the sign-in was made.
        long at() {
            return Math.max(signIn.login.at(), report.at());
        }
    }

    /// When something that was learned is forgotten again.
    private record Unlearning(long at, Member member) {}

    /// A sign-in that isn't counted yet.
    private record Proven(Assessed signIn, Observation observation, double logOdds, Instant learnedAt) {}

    private final String name;
    private final Signals signals;
    private final BudgetedPolicy policy;
    private final String policyVersion;
    private final boolean followsBudgets;
    private final boolean explains;
    private final RiskEngine engine = new RiskEngine();
    private final Population population = Population.empty();
    private final CommonCounts counts;
    private final Map<String, Member> members = new HashMap<>();
    private final EvidenceReader evidence;

    private @Nullable Assessed assessed;
    private long number;

    /// What a server learned later than it judged it, in the order in which it did.
    private final Queue<Assessed> unproven = new PriorityQueue<>(
            Comparator.comparingLong((Assessed one) -> one.login.learnedAt()).thenComparingLong(Assessed::number));

    private final Queue<Reported> reported =
            new PriorityQueue<>(Comparator.comparingLong(Reported::at).thenComparing(one -> one.index));

    private final Queue<Unlearning> unlearnings = new PriorityQueue<>(Comparator.comparingLong(Unlearning::at));

    private Queue<Proven> waiting = new ArrayDeque<>();
    private Instant countedUntil = Instant.MIN;

    /// @param explains whether verdicts carry their reasons
    public SekishoEngine(String name, Signals signals, Policy policy, boolean explains) {
        this.name = name;
        this.signals = signals;
        this.evidence = new EvidenceReader(signals);
        this.policy = BudgetedPolicy.of(policy);
        this.counts = new CommonCounts(population, this.policy);
        this.policyVersion = policy.version();
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

    /// Version of the policy by which it decides.
    String policyVersion() {
        return policyVersion;
    }

    /// How often a member signs in in a year, as far as was learned.
    double signInsPerMemberAndYear() {
        return policy.signInsPerMemberAndYear();
    }

    /// Whether its policy has budgets, so that its scores move.
    boolean followsBudgets() {
        return followsBudgets;
    }

    /// Whether it looks at all that a server does, so that it judges like one.
    boolean looksAtAll() {
        return signals == Signals.ALL;
    }

    @Override
    public Verdict assess(Login login) {
        catchUp(login.at());
        Member member = member(login);
        Evidence seen = evidence.read(login, member.tokens);
        Observation observation = Observation.of(seen, member.history, population);
        Assessment assessment = explains ? engine.assess(observation) : null;
        double logOdds = assessment == null ? engine.logOdds(observation) : assessment.logOdds();
        assessed = new Assessed(login, member, observation, countedUntil, logOdds, number++);
        return new Verdict(
                Assessment.score(logOdds),
                logOdds,
                decide(logOdds, login, seen),
                assessment == null ? List.of() : assessment.findings());
    }

    /// What it saw of the sign-in that it judged last.
    Evidence lastEvidence() {
        return Objects.requireNonNull(assessed).evidence();
    }

    private String decide(double logOdds, Login login, Evidence evidence) {
        Set<Authenticator> available = login.server().authenticators();
        return policy.now()
                .decide(
                        Assessment.score(logOdds),
                        evidence.credential(),
                        available == null || signals != Signals.ALL ? CODE_ONLY : available)
                .name();
    }

    /// A server learns an attack that it takes for the member's own, until somebody says that it was none.
    @Override
    public @Nullable Verdict take(LoginRow row) {
        Verdict verdict = Engine.super.take(row);
        if (!row.isLearned() && row.wasLearned() && row.login().server().learnedAt() != ServerEvidence.AT_ONCE) {
            learn(row.login());
        }
        ServerEvidence.Report report = row.login().server().report();
        if (report != null) {
            awaitReport(row, report);
        }
        return verdict;
    }

    private void awaitReport(LoginRow row, ServerEvidence.Report report) {
        Login login = row.login();
        Assessed signIn = assessed(login);
        Member member = signIn.member;
        Reported awaited = new Reported(signIn, row.index(), report, signIn.before());
        if (member.reported == null) {
            member.reported = new ArrayList<>();
        }
        member.reported.add(awaited);
        reported.add(awaited);
    }

    /// The sign-in as it was judged last, or is now.
    private Assessed assessed(Login login) {
        if (assessed == null || assessed.login != login) {
            assess(login);
        }
        return Objects.requireNonNull(assessed);
    }

    @Override
    public void learn(Login login) {
        Assessed proven = assessed(login);
        if (login.learnedAt() > login.at()) {
            unproven.add(proven);
        } else {
            learn(proven);
        }
    }

    private void learn(Assessed proven) {
        Login login = proven.login;
        Member member = proven.member;
        keepLesson(proven, member);
        Proven counted = proven(proven, member.history);
        member.history = counted.observation.after();
        waiting.add(counted);
        String given = login.newDeviceToken();
        if (given != null) {
            if (member.tokens == null) {
                member.tokens = new GivenTokens();
            }
            member.tokens.give(login.deviceToken(), given, proven.evidence().browser());
        }
    }

    private Proven proven(Assessed signIn, AccountHistory before) {
        boolean asJudged = signIn.before() == before && signIn.countedUntil.equals(countedUntil);
        Observation observation = asJudged ? signIn.observation : Observation.of(signIn.evidence(), before, population);
        double logOdds = asJudged || signIn.login.server().assessed() ? signIn.logOdds : engine.logOdds(observation);
        return new Proven(signIn, observation, logOdds, Instant.ofEpochMilli(signIn.login.learnedAt()));
    }

    private void keepLesson(Assessed proven, Member member) {
        long unlearnedAt = proven.login.server().unlearnedAt();
        if (unlearnedAt != ServerEvidence.NEVER) {
            unlearnings.add(new Unlearning(unlearnedAt, member));
            if (member.lessons == null) {
                member.lessons = new ArrayList<>();
            }
        }
        if (member.lessons != null) {
            member.lessons.add(new Lesson(proven, member.history));
        }
    }

    /// Learns, forgets, is told and counts what a server would have by now.
    private void catchUp(long at) {
        while (true) {
            long learned = unproven.isEmpty()
                    ? ServerEvidence.NEVER
                    : unproven.element().login.learnedAt();
            long unlearned = unlearnings.isEmpty() ? ServerEvidence.NEVER : unlearnings.element().at;
            long told = reported.isEmpty()
                    ? ServerEvidence.NEVER
                    : reported.element().at();
            long next = Math.min(told, Math.min(learned, unlearned));
            if (next > at) {
                break;
            }
            turnTo(next);
            if (learned == next) {
                learn(unproven.remove());
            } else if (unlearned == next) {
                unlearn(unlearnings.remove());
            } else {
                report(reported.remove());
            }
        }
        turnTo(at);
    }

    private void report(Reported told) {
        Login login = told.signIn.login;
        Objects.requireNonNull(Objects.requireNonNull(members.get(login.member())).reported)
                .remove(told);
        Instant at = Instant.ofEpochMilli(told.at());
        counts.add(AttackReport.of(told.signIn.evidence(), told.before, population, at, told.report.trust()));
    }

    /// The history goes back to before the first lesson that is forgotten, and what the others taught since is
    /// learned once more. What was counted already stays.
    private void unlearn(Unlearning unlearning) {
        Member member = unlearning.member;
        if (member.lessons == null) {
            return;
        }
        List<Lesson> kept = new ArrayList<>();
        AccountHistory history = null;
        for (Lesson lesson : member.lessons) {
            Assessed proven = lesson.signIn;
            if (proven.login.server().unlearnedAt() == unlearning.at) {
                history = history == null ? lesson.before : history;
                waiting.removeIf(counted -> counted.signIn == proven);
            } else if (history == null) {
                kept.add(lesson);
            } else {
                kept.add(new Lesson(proven, history));
                Proven again = proven(proven, history);
                waiting = waiting.stream()
                        .map(counted -> counted.signIn == proven ? again : counted)
                        .collect(Collectors.toCollection(ArrayDeque::new));
                history = again.observation.after();
            }
        }
        member.history = history == null ? member.history : history;
        unlearnBeforeReported(member, kept, unlearning.at);
        boolean more =
                kept.stream().anyMatch(lesson -> lesson.signIn.login.server().unlearnedAt() != ServerEvidence.NEVER);
        member.lessons = more ? kept : null;
    }

    /// Who judges a report afterwards doesn't know what was unlearned either.
    private static void unlearnBeforeReported(Member member, List<Lesson> kept, long unlearnedAt) {
        if (member.lessons == null || member.reported == null) {
            return;
        }
        long first = member.lessons.stream()
                .filter(lesson -> lesson.signIn.login.server().unlearnedAt() == unlearnedAt)
                .mapToLong(lesson -> lesson.signIn.login.learnedAt())
                .findFirst()
                .orElse(ServerEvidence.NEVER);
        for (Reported awaited : member.reported) {
            long at = awaited.signIn.login.at();
            if (first <= at) {
                awaited.before = kept.stream()
                        .filter(lesson -> lesson.signIn.login.learnedAt() > at)
                        .findFirst()
                        .map(Lesson::before)
                        .orElse(member.history);
            }
        }
    }

    /// Counts what servers would have counted by now.
    private void turnTo(long at) {
        Instant until = Population.countedUntil(Instant.ofEpochMilli(at));
        if (!until.isAfter(countedUntil)) {
            return;
        }
        countedUntil = until;
        while (!waiting.isEmpty() && waiting.element().learnedAt.isBefore(until)) {
            Proven proven = waiting.remove();
            counts.count(proven.observation, proven.logOdds, proven.learnedAt);
        }
        counts.countReportsBefore(until);
    }

    @Override
    public void failed(Login login) {
        evidence.failed(login);
    }

    /// What the server would have known of this sign-in.
    Evidence evidence(Login login) {
        return evidence.read(login, member(login).tokens);
    }

    private Member member(Login login) {
        return members.computeIfAbsent(login.member(), fresh -> new Member());
    }
}
