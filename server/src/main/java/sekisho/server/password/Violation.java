package sekisho.server.password;

import java.util.List;
import org.springframework.context.MessageSourceResolvable;

/// A rule that a new password breaks. It resolves to a sentence that says what to do instead.
///
/// @param rule which rule
/// @param facts what the sentence mentions, in the order of its placeholders; never the password
public record Violation(PasswordRule rule, List<String> facts) implements MessageSourceResolvable {
    public Violation {
        facts = List.copyOf(facts);
    }

    @Override
    public String[] getCodes() {
        return new String[] {"password.violation." + rule.id()};
    }

    @Override
    public Object[] getArguments() {
        return facts.toArray();
    }
}
