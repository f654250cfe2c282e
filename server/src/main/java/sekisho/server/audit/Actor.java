package sekisho.server.audit;

import java.util.UUID;

/// Who did something.
///
/// @param role the authority under which it was done, such as `support.act`
public record Actor(UUID staffId, String name, String role) {}
