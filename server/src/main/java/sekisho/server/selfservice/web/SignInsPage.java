package sekisho.server.selfservice.web;

import java.util.List;

/// What the page `selfservice/sign-ins` shows (`/account/sign-ins`): newest first.
///
/// @param days how far back the list goes
/// @param most how many rows the list has at most
public record SignInsPage(List<SignInRow> rows, int days, int most) {
    public SignInsPage {
        rows = List.copyOf(rows);
    }
}
