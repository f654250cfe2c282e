package sekisho.server.signin.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page `signin/accounts` shows (`/signin/accounts`): the accounts that this browser names.
///
/// @param returnTo the local path to go to after the sign-in
/// @param otherHref where an account is used that isn't among them
public record AccountsPage(List<Choice> choices, String returnTo, String otherHref) {
    public AccountsPage {
        choices = List.copyOf(choices);
    }

    /// One account.
    ///
    /// @param account its handle
    /// @param label what the member calls it; null if nothing
    /// @param address its address, masked
    public record Choice(
            String account, String name, @Nullable String label, String address) {}
}
