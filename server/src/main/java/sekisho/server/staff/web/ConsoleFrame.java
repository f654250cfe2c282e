package sekisho.server.staff.web;

/// What stands around each page of the console, as the model attribute `desk`; nobody is signed in where it is missing.
///
/// @param name who is signed in
/// @param role the key of his role: `read`, `act`, `lead`
/// @param current the key of the navigation's entry that the page belongs to
public record ConsoleFrame(String name, String role, String current) {
    /// Whether he leads.
    public boolean lead() {
        return role.equals("lead");
    }
}
