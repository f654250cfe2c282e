package sekisho.server.staff;

import java.util.UUID;
import sekisho.server.audit.Actor;

/// One of the staff who is signed in: who a request below `/console` comes from.
///
/// @param sessionId the session that the request was made with
public record StaffMember(UUID staffId, String name, StaffRole role, UUID sessionId) {
    /// The same for the log.
    public Actor actor() {
        return new Actor(staffId, name, role.authority());
    }
}
