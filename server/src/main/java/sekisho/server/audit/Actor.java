package sekisho.server.audit;

import java.util.UUID;

/// Who did something, as the log keeps it.
///
/// @param name as it was then
/// @param role the authority that he acted with: `support.read`, `support.act`, `support.lead`, or `operator`
public record Actor(UUID staffId, String name, String role) {
    /// The role of whoever works at the machine itself.
    public static final String OPERATOR = "operator";

    private static final UUID NOBODY = new UUID(0, 0);

    /// Whoever runs a command at the machine of the server.
    ///
    /// @param user his name there
    public static Actor operator(String user) {
        return new Actor(NOBODY, user, OPERATOR);
    }
}
