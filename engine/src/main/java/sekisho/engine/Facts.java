package sekisho.engine;

import java.util.HashMap;
import java.util.List;
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

    Facts usual(Habit habit) {
        return and("usual", String.join(",", habit.mostUsual()));
    }

    List<Finding> finding(FindingType type, double contribution) {
        return List.of(new Finding(type, contribution, facts));
    }
}
