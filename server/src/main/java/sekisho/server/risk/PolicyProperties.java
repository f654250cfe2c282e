package sekisho.server.risk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the policy stands.
///
/// @param file a site's own policy; the bundled one if there is none
@ConfigurationProperties("sekisho.policy")
record PolicyProperties(@Nullable Path file) {}
