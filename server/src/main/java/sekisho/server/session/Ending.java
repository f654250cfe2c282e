package sekisho.server.session;

import sekisho.server.session.Sessions.EndCause;

/// How a session ended whose cookie a browser still holds.
///
/// @param stay whether the member had chosen to stay signed in
public record Ending(EndCause cause, boolean stay) {}
