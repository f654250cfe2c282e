package sekisho.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Policy;

/// All engines that `sekisho replay` knows, by their names.
final class Engines {
    /// Our engine with all signals, which decides by the policies that are named.
    static final String OURS = "sekisho";

    private static final Map<String, Function<Boolean, Engine>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("freeman", explains -> new FreemanEngine());
        ALL.put(OURS, explains -> new SekishoEngine(OURS, SekishoEngine.Signals.ALL, Policy.standard(), explains));
        ALL.put(
                "sekisho-address-agent",
                explains -> new SekishoEngine(
                        "sekisho-address-agent", SekishoEngine.Signals.ADDRESS_AND_AGENT, Policy.standard(), explains));
        for (Rule rule : Rule.values()) {
            ALL.put(rule.engine(), explains -> new RuleEngine(rule));
        }
    }

    private Engines() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /// A new engine that has learned nothing; `null` if there is none of that name.
    ///
    /// @param explains whether its verdicts carry their reasons, which takes more time than to judge
    static @Nullable Engine create(String name, boolean explains) {
        Function<Boolean, Engine> constructor = ALL.get(name);
        return constructor == null ? null : constructor.apply(explains);
    }

    /// Our engine once for each policy, named after its version.
    static List<SekishoEngine> under(List<Policy> policies, boolean explains) {
        List<SekishoEngine> engines = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Policy policy : policies) {
            String name = OURS + '@' + policy.version();
            for (int i = 2; !taken.add(name); i++) {
                name = OURS + '@' + policy.version() + '#' + i;
            }
            engines.add(new SekishoEngine(name, SekishoEngine.Signals.ALL, policy, explains));
        }
        return engines;
    }
}
