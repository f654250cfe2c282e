package sekisho.replay;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Applies one [Rule]: challenges or not, and has no shades between.
final class RuleEngine implements Engine {
    private static final Verdict CHALLENGE = new Verdict(100, 1, "CHALLENGE", List.of());
    private static final Verdict ALLOW = new Verdict(0, -1, "ALLOW", List.of());

    private final Rule rule;
    private final Numbering<String> members = new Numbering<>();
    private final List<Seen> seen;

    RuleEngine(Rule rule) {
        this.rule = rule;
        this.seen = rule.traits().stream().map(Seen::new).toList();
    }

    @Override
    public String name() {
        return rule.engine();
    }

    @Override
    public @Nullable Verdict assess(Login login) {
        int member = members.find(login.member());
        if (member < 0) {
            return null;
        }
        Stream<Seen> traits = seen.stream();
        boolean applies = rule.all()
                ? traits.allMatch(trait -> trait.isNew(login, member))
                : traits.anyMatch(trait -> trait.isNew(login, member));
        return applies ? CHALLENGE : ALLOW;
    }

    @Override
    public void learn(Login login) {
        int member = members.of(login.member());
        for (Seen trait : seen) {
            trait.learn(login, member);
        }
    }

    @Override
    public void failed(Login login) {}

    /// What each member has shown of one trait.
    private static final class Seen {
        private final Rule.Trait trait;
        private final Numbering<Object> numbers = new Numbering<>();
        private final PairCounts byMember = new PairCounts();
        private final IntColumn known = new IntColumn();

        Seen(Rule.Trait trait) {
            this.trait = trait;
        }

        /// A member of whom nothing is known shows nothing new. A browser without a token is an unknown
        /// device, if the member was ever given one.
        boolean isNew(Login login, int member) {
            Object shown = trait.shown(login);
            if (shown == null) {
                return trait == Rule.Trait.DEVICE && known.get(member) > 0;
            }
            int number = numbers.find(shown);
            boolean had = number >= 0 && byMember.get(member, number) > 0;
            return !had && (trait == Rule.Trait.DEVICE || known.get(member) > 0);
        }

        void learn(Login login, int member) {
            Object left = trait.left(login);
            if (left != null) {
                known.increment(member);
                byMember.increment(member, numbers.of(left));
            }
        }
    }
}
