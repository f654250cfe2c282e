package sekisho.server.password;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The policy as pages and `GET /password-policy` show it.
///
/// @param preset name of the policy
/// @param rules its rules, in the order in which pages list them
public record PolicyView(String preset, List<RuleHint> rules) {
    public PolicyView {
        rules = List.copyOf(rules);
    }

    /// One rule, as a hint beside the field.
    ///
    /// @param id name of the rule
    /// @param params its numbers, for example `min`
    /// @param when `typing` or `submit`: when a page can tell whether it is met
    /// @param text the hint by language (`ja`, `en`)
    /// @param live the hint while the member types, by language; `{k}` stands for the number of
    ///     characters typed. Null where there is no such number.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuleHint(
            String id,
            Map<String, Integer> params,
            String when,
            Map<String, String> text,
            @Nullable Map<String, String> live) {
        public RuleHint {
            params = Map.copyOf(params);
            text = Map.copyOf(text);
            live = live == null ? null : Map.copyOf(live);
        }
    }
}
