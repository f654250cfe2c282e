package sekisho.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the facts of one finding; what is not known is left out.
final class Facts {
    private final Map<String, String> facts = new HashMap<>();

    static Facts of(String name, @Nullable Object value) {
        return new Facts().and(name, value);
    }

    Facts and(String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
        return this;
    }

    /// What the member usually shows, the most usual first.
    Facts usual(AccountHistory history, Feature feature) {
        return and("usual", String.join(",", history.mostUsual(feature)));
    }

    Map<String, String> map() {
        return facts;
    }
}
