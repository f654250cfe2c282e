package sekisho.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Policy;

/// All engines that `sekisho replay` knows, by their names.
final class Engines {
    private static final Map<String, Supplier<Engine>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("freeman", FreemanEngine::new);
        ALL.put("sekisho", () -> new SekishoEngine("sekisho", SekishoEngine.Signals.ALL, Policy.standard(), true));
        ALL.put(
                "sekisho-address-agent",
                () -> new SekishoEngine(
                        "sekisho-address-agent", SekishoEngine.Signals.ADDRESS_AND_AGENT, Policy.standard(), true));
        for (Rule rule : Rule.values()) {
            ALL.put(rule.engine(), () -> new RuleEngine(rule));
        }
    }

    private Engines() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /// A new engine that has learned nothing; `null` if there is none of that name.
    static @Nullable Engine create(String name) {
        Supplier<Engine> constructor = ALL.get(name);
        return constructor == null ? null : constructor.get();
    }
}
