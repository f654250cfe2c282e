package sekisho.server.recovery.web;

import java.util.List;
import sekisho.server.platform.web.PageError;
import sekisho.server.signin.web.SiblingView;

/// What the page `recovery/which-account` shows (`/reset/account`): the accounts on the proved address, by
/// what their owner knows of them.
///
/// @param address masked
public record WhichAccountPage(List<SiblingView> accounts, String address, String reference, List<PageError> errors) {
    public WhichAccountPage {
        accounts = List.copyOf(accounts);
        errors = List.copyOf(errors);
    }
}
