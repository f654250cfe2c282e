package sekisho.server.risk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sekisho.engine.AccountHistory;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Population;
import sekisho.engine.ResetCause;
import sekisho.engine.RiskEngine;

/// Judges sign-ins with the engine and teaches it what proven sign-ins showed. Nothing fails open:
/// where the risk can't be computed, a proof is asked for.
@Component
public class Risk {
    private static final Logger LOG = LoggerFactory.getLogger(Risk.class);

    private final AccountHistoryStore histories;
    private final PopulationCounts population;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer duration;
    private final RiskEngine engine = new RiskEngine();

    Risk(AccountHistoryStore histories, PopulationCounts population, Clock clock, MeterRegistry meters) {
        this.histories = histories;
        this.population = population;
        this.clock = clock;
        this.meters = meters;
        duration = meters.timer("sekisho.assessment.duration");
    }

    /// Judges one sign-in.
    ///
    /// @param available the proofs that this account can really give now
    public Judgement judge(UUID accountId, Evidence evidence, Set<Authenticator> available) {
        Judgement judgement = duration.record(() -> judgeOrChallenge(accountId, evidence, available));
        meters.counter("sekisho.signin.assessments", "decision", name(judgement.decision()))
                .increment();
        return judgement;
    }

    private Judgement judgeOrChallenge(UUID accountId, Evidence evidence, Set<Authenticator> available) {
        PopulationCounts.Hour common = population.at(evidence.at());
        try {
            AccountHistory history =
                    histories.find(accountId).map(AccountHistory::fromBytes).orElseGet(AccountHistory::empty);
            if (isStranger(evidence, history)) {
                return withoutAssessment(evidence, available, common);
            }
            Assessment assessment = engine.assess(evidence, history, common.population());
            Decision decision = common.policy().decide(assessment, evidence.credential(), available);
            return new Judgement(assessment, decision, common.policy().version(), RiskEngine.VERSION);
        } catch (RuntimeException | StackOverflowError failed) {
            meters.counter("sekisho.degraded", "part", "risk").increment();
            LOG.error("The risk of a sign-in can't be computed, so a proof is asked for", failed);
            return withoutAssessment(evidence, available, common);
        }
    }

    /// Whether there is nothing to compare with and nothing shows the owner. Every account learns with its
    /// registration, so its habits were forgotten since (migration V9, or a history that couldn't be read); the
    /// engine would take it for one that nobody has used yet, whose password nobody can have stolen.
    private static boolean isStranger(Evidence evidence, AccountHistory history) {
        return history.signIns() == 0
                && Boolean.TRUE.equals(evidence.credential().correct())
                && evidence.device() != DeviceRecognition.RECOGNISED;
    }

    private static Judgement withoutAssessment(
            Evidence evidence, Set<Authenticator> available, PopulationCounts.Hour common) {
        Decision decision = withoutAssessment(evidence.credential(), available);
        return new Judgement(null, decision, common.policy().version(), RiskEngine.VERSION);
    }

    /// What holds whatever the risk is; else the proof that is enough for the highest.
    private static Decision withoutAssessment(Evidence.Credential credential, Set<Authenticator> available) {
        if (Boolean.FALSE.equals(credential.correct())) {
            return new Decision.Deny();
        }
        if (!available.contains(Authenticator.EMAIL_CODE)) {
            return new Decision.Hold();
        }
        if (credential.switchedOff()) {
            return new Decision.RequirePasswordReset(ResetCause.SWITCHED_OFF);
        }
        if (Boolean.TRUE.equals(credential.breached())) {
            return new Decision.RequirePasswordReset(ResetCause.BREACHED);
        }
        return new Decision.Challenge(Set.of(Authenticator.EMAIL_CODE));
    }

    /// Remembers a proven sign-in; in the caller's transaction, and one after the other on each account.
    @Transactional(propagation = Propagation.MANDATORY)
    public void learn(UUID accountId, UUID attemptId, Evidence evidence) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] remembered = histories.lock(accountId, AccountHistory.empty().toBytes());
        histories.keepLesson(accountId, attemptId, now, remembered);
        Population common = population.at(now).population();
        histories.replace(
                accountId, readOrForget(remembered).learn(evidence, common).toBytes());
    }

    /// Unlearns what these attempts taught: the history goes back to before the first of them, and what
    /// all others taught since is learnt once more. Joins the caller's transaction. What was taught more
    /// than a month ago stays, and so does what was counted of it in the population, which one sign-in hardly moves.
    ///
    /// @param evidenceOf what an attempt was judged by
    @Transactional(propagation = Propagation.MANDATORY)
    public void unlearn(UUID accountId, Set<UUID> attempts, Function<UUID, Evidence> evidenceOf) {
        histories.lock(accountId, AccountHistory.empty().toBytes());
        List<AccountHistoryStore.Lesson> lessons = histories.lessonsSince(accountId, attempts);
        if (lessons.isEmpty()) {
            return;
        }
        AccountHistory history = readOrForget(lessons.getFirst().historyBefore());
        Population common = population.at(clock.instant()).population();
        for (AccountHistoryStore.Lesson lesson : lessons) {
            if (attempts.contains(lesson.attemptId())) {
                histories.forgetLesson(accountId, lesson.attemptId());
            } else {
                histories.replaceLesson(accountId, lesson.attemptId(), history.toBytes());
                history = history.learn(evidenceOf.apply(lesson.attemptId()), common);
            }
        }
        histories.replace(accountId, history.toBytes());
    }

    /// What is remembered of an account, for its owner to read; nothing if it can't be read.
    public AccountHistory remembered(UUID accountId) {
        return histories.find(accountId).map(this::readOrForget).orElseGet(AccountHistory::empty);
    }

    /// A history that can't be read would ask its owner for a proof for ever; after one he starts anew.
    private AccountHistory readOrForget(byte[] remembered) {
        try {
            return AccountHistory.fromBytes(remembered);
        } catch (RuntimeException unreadable) {
            meters.counter("sekisho.degraded", "part", "history").increment();
            LOG.error("The history of an account can't be read and starts anew", unreadable);
            return AccountHistory.empty();
        }
    }

    private static String name(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow -> "allow";
            case Decision.Challenge challenge -> "challenge";
            case Decision.RequirePasswordReset reset ->
                "reset_" + reset.cause().name().toLowerCase(Locale.ROOT);
            case Decision.Hold hold -> "hold";
            case Decision.Deny deny -> "deny";
        };
    }
}
