package sekisho.server.session;

import org.jspecify.annotations.Nullable;

/// Where a session began: network and browser. `null` anywhere means "not known".
///
/// @param prefix the /24 or /48 of the address
/// @param asn number of the autonomous system
/// @param browser browser family
/// @param system operating system
public record Beginning(
        @Nullable String prefix,
        @Nullable Long asn,
        @Nullable String browser,
        @Nullable String system) {}
