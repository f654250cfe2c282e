package sekisho.server.password;

import java.util.ArrayList;
import java.util.List;

/// Which passwords a member may choose. One policy drives the server's check, `GET /password-policy`,
/// the hints on the page and the table in `docs/password-policy.md`.
///
/// @param preset its name in the configuration
/// @param minLength fewest code points
/// @param maxLength most code points
/// @param halfWidthOnly whether only printable ASCII is taken
public record PasswordPolicy(String preset, int minLength, int maxLength, boolean halfWidthOnly) {
    private static final int MAX_LENGTH = 128;

    /// The policies that a site can choose from.
    public enum Preset {
        /// Six half-width characters: for sites that promise this to their members. Below NIST SP
        /// 800-63B-4 §3.1.1.2.
        SEED_6(new PasswordPolicy("seed-6", 6, MAX_LENGTH, true)),
        /// Eight characters of any kind: NIST's minimum where the password is one of two steps.
        STANDARD_8(new PasswordPolicy("standard-8", 8, MAX_LENGTH, false)),
        /// Fifteen characters of any kind: NIST's minimum where the password stands alone.
        NIST_15(new PasswordPolicy("nist-15", 15, MAX_LENGTH, false));

        private final PasswordPolicy policy;

        Preset(PasswordPolicy policy) {
            this.policy = policy;
        }

        public PasswordPolicy policy() {
            return policy;
        }
    }

    /// The rules of this policy, in the order in which pages list them.
    public List<PasswordRule> rules() {
        List<PasswordRule> rules = new ArrayList<>(List.of(PasswordRule.values()));
        if (!halfWidthOnly) {
            rules.remove(PasswordRule.CHARSET_HALFWIDTH);
        }
        return List.copyOf(rules);
    }
}
