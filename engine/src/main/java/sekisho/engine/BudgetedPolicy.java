package sekisho.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the budgets of a policy: it follows the members' proven sign-ins and tells from which scores on the
/// levels start now. A policy without budgets stays as it is.
///
/// The same sign-ins in the same order give the same policies, bit by bit, also across [#toBytes()].
/// Not thread-safe; the policy that [#now()] returned never changes.
public final class BudgetedPolicy {
    private static final byte FORMAT = 1;

    private final Policy wish;
    private final List<Policy.Budget> budgets;
    private final List<ChallengeThreshold> thresholds;
    private final SignInRate rate;
    private @Nullable Policy now;

    private BudgetedPolicy(Policy wish, List<ChallengeThreshold> thresholds, SignInRate rate) {
        this.wish = wish;
        this.budgets = wish.budgets();
        this.thresholds = thresholds;
        this.rate = rate;
    }

    /// A policy whose budgets start at the scores that are assumed for them.
    public static BudgetedPolicy of(Policy policy) {
        return of(policy, new SignInRate());
    }

    private static BudgetedPolicy of(Policy policy, SignInRate rate) {
        List<ChallengeThreshold> thresholds = new ArrayList<>();
        for (Policy.Budget budget : policy.budgets()) {
            double share = budget.shareOf(rate.perMemberAndYear());
            thresholds.add(ChallengeThreshold.startingAt(ChallengeThreshold.assumed(share), share));
        }
        return new BudgetedPolicy(policy, thresholds, rate);
    }

    /// The policy with scores that keeps the budgets now.
    public Policy now() {
        Policy current = now;
        if (current == null) {
            current = budgets.isEmpty()
                    ? wish
                    : wish.resolve(
                            budget -> thresholds.get(budgets.indexOf(budget)).logOdds());
            now = current;
        }
        return current;
    }

    /// How often a member signs in in a year, as far as was seen.
    public double signInsPerMemberAndYear() {
        return rate.perMemberAndYear();
    }

    /// Notes a sign-in that was proven to be the member's, challenged or not.
    ///
    /// @param logOdds as they were assessed
    /// @param before what was remembered of the member before it
    public void observe(double logOdds, Instant at, AccountHistory before) {
        rate.observe(at.getEpochSecond(), before);
        for (int i = 0; i < thresholds.size(); i++) {
            ChallengeThreshold threshold = thresholds.get(i);
            double from = threshold.logOdds();
            threshold.observe(logOdds, budgets.get(i).shareOf(rate.perMemberAndYear()));
            if (threshold.logOdds() != from) {
                now = null;
            }
        }
    }

    /// Compact form for the store: a few kilobytes for each budget.
    public byte[] toBytes() {
        List<byte[]> parts =
                thresholds.stream().map(ChallengeThreshold::toBytes).toList();
        int length = parts.stream().mapToInt(part -> 1 + 8 + 4 + part.length).sum();
        ByteBuffer out = ByteBuffer.allocate(1 + SignInRate.BYTES + 1 + length);
        out.put(FORMAT);
        rate.write(out);
        out.put((byte) parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Policy.Budget budget = budgets.get(i);
            out.put((byte) budget.unit().ordinal()).putDouble(budget.amount());
            out.putInt(parts.get(i).length).put(parts.get(i));
        }
        return out.array();
    }

    /// Goes on from what [#toBytes()] wrote, also under another policy: a budget that wasn't kept before begins
    /// with what was seen of the members for the first one that was.
    ///
    /// @throws IllegalArgumentException if the bytes are not of a policy with budgets
    public static BudgetedPolicy fromBytes(Policy policy, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            check(in.get() == FORMAT, "unknown format");
            SignInRate rate = SignInRate.read(in);
            List<Policy.Budget> kept = new ArrayList<>();
            List<ChallengeThreshold> stored = new ArrayList<>();
            for (int left = in.get(); left > 0; left--) {
                kept.add(readBudget(in));
                stored.add(readThreshold(in));
            }
            check(!in.hasRemaining(), "something follows its end");
            return stored.isEmpty() ? of(policy, rate) : resumed(policy, kept, stored, rate);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("not a budgeted policy: it ends too early");
        }
    }

    private static BudgetedPolicy resumed(
            Policy policy, List<Policy.Budget> kept, List<ChallengeThreshold> stored, SignInRate rate) {
        List<ChallengeThreshold> thresholds = new ArrayList<>();
        for (Policy.Budget budget : policy.budgets()) {
            int found = kept.indexOf(budget);
            thresholds.add(
                    found >= 0
                            ? stored.get(found)
                            : stored.getFirst().aimedAt(budget.shareOf(rate.perMemberAndYear())));
        }
        return new BudgetedPolicy(policy, thresholds, rate);
    }

    private static Policy.Budget readBudget(ByteBuffer in) {
        Policy.Budget.Unit[] units = Policy.Budget.Unit.values();
        int unit = in.get();
        check(unit >= 0 && unit < units.length, "unknown unit of a budget");
        return new Policy.Budget(in.getDouble(), units[unit]);
    }

    private static ChallengeThreshold readThreshold(ByteBuffer in) {
        int length = in.getInt();
        check(length >= 0 && length <= in.remaining(), "it ends too early");
        byte[] threshold = new byte[length];
        in.get(threshold);
        return ChallengeThreshold.fromBytes(threshold);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a budgeted policy: " + otherwise);
        }
    }
}
