package sekisho.server.password.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PolicyView;
import sekisho.server.platform.web.ForEveryone;

/// The rules for new passwords as JSON, for pages, apps and password generators.
@RestController
@ForEveryone
class PasswordPolicyController {
    private final PasswordRules rules;

    PasswordPolicyController(PasswordRules rules) {
        this.rules = rules;
    }

    @GetMapping("/password-policy")
    PolicyView policy() {
        return rules.describe();
    }
}
