package sekisho.server.registration.web;

import java.util.List;
import sekisho.server.platform.web.PageError;
import sekisho.server.signin.web.SiblingView;

/// What the page `registration/another` shows (`/register/another`) to whoever has proved the mailbox of an
/// address that has accounts already: which they are, and what another one would be called.
///
/// @param address masked
/// @param full whether the address can take no more
public record AnotherAccountPage(
        List<SiblingView> accounts,
        String address,
        boolean full,
        int most,
        String name,
        String nameKana,
        String label,
        String reference,
        List<PageError> errors) {
    public AnotherAccountPage {
        accounts = List.copyOf(accounts);
        errors = List.copyOf(errors);
    }
}
