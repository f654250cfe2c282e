package sekisho.server.recovery.web;

import org.jspecify.annotations.Nullable;

/// Whose password is chosen on a page, and where its form goes.
///
/// @param action the path to which the form is posted
/// @param email the address, for password managers
/// @param account what the form holds to show which attempt it was made for
/// @param who name and label, where several accounts are on the address; `null` where there is no doubt
public record PasswordFor(
        String action,
        String email,
        String account,
        @Nullable String who) {}
