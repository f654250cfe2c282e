package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/data` shows (`/account/data`).
///
/// @param most how many sign-ins and mails the file has at most
public record DataPage(int most, List<PageError> errors) {
    public DataPage {
        errors = List.copyOf(errors);
    }
}
