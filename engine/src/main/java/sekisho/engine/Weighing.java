package sekisho.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Adds up what speaks for an attacker and for the owner, one judgement after the other.
///
/// The attacker is one of several kinds, so `p(evidence | attacker)` is a mixture. Each judgement is weighed by
/// the kinds as the judgements before left them (Bayes' rule), and contributes
/// `ln Σ share(kind) · p(value | kind) / p(value | member)`: by the chain rule the contributions add up to the
/// logarithm of the mixture's likelihood ratio, and each lies between the least and the greatest ratio of any
/// kind.
final class Weighing {
    static final Attacker[] KINDS = Attacker.values();
    private static final double[] MOST_SUSPECTED =
            Arrays.stream(KINDS).mapToDouble(Attacker::mostSuspected).toArray();

    private final double[] shares = new double[KINDS.length];
    private final boolean explains;
    private final List<Finding> findings = new ArrayList<>();
    private final double[] likelihoods = new double[KINDS.length];
    private double before = 1;
    private double logOdds;

    Weighing(double prior, double[] attackers, boolean explains) {
        logOdds = prior;
        this.explains = explains;
        System.arraycopy(attackers, 0, shares, 0, shares.length);
        Arrays.fill(likelihoods, 1);
    }

    /// One ratio for each kind of attacker, in the order in which [#add] takes them.
    static double[] ratios(ToDoubleFunction<Attacker> ratio) {
        double[] ratios = new double[KINDS.length];
        for (Attacker kind : KINDS) {
            ratios[kind.ordinal()] = ratio.applyAsDouble(kind);
        }
        return ratios;
    }

    /// Weighs one judgement.
    ///
    /// @param ratios for each kind of attacker `p(value | kind) / p(value | member)`, above 0
    void add(FindingType type, double[] ratios, Supplier<Map<String, String>> facts) {
        double least = 1;
        double greatest = 1;
        double after = 0;
        for (int i = 0; i < shares.length; i++) {
            least = Math.min(least, ratios[i]);
            greatest = Math.max(greatest, ratios[i]);
            likelihoods[i] *= ratios[i];
            after += shares[i] * Math.min(likelihoods[i], MOST_SUSPECTED[i]);
        }
        double ratio = Math.clamp(after / before, least, greatest);
        before = after;
        add(type, Math.log(ratio), facts);
    }

    /// Adds a judgement that is the same for all kinds of attackers.
    void add(FindingType type, double nats, Supplier<Map<String, String>> facts) {
        logOdds += nats;
        if (explains) {
            findings.add(new Finding(type, nats, facts.get()));
        }
    }

    double logOdds() {
        return logOdds;
    }

    /// The probability of each kind if it was an attacker: its part of the mixture. Kinds that the limits of
    /// the judgements make look alike share it.
    double[] responsibilities() {
        double[] responsibilities = new double[KINDS.length];
        double all = 0;
        for (int i = 0; i < shares.length; i++) {
            responsibilities[i] = shares[i] * Math.min(likelihoods[i], MOST_SUSPECTED[i]);
            all += responsibilities[i];
        }
        for (int i = 0; i < shares.length; i++) {
            responsibilities[i] /= all;
        }
        return responsibilities;
    }

    List<Finding> findings() {
        return findings;
    }
}
