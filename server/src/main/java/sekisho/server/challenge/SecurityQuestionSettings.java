package sekisho.server.challenge;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// The `sekisho.security-question` values.
///
/// @param enabled whether members may have a security question; NIST SP 800-63B-4 §3.1.1.2 and ASVS 6.4.2
///     forbid that
@ConfigurationProperties("sekisho.security-question")
record SecurityQuestionSettings(boolean enabled) {}
