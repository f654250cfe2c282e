package sekisho.server.signin.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;

/// What the page `signin/way` shows (`/signin/way`): the ways in which a sign-in can be confirmed. It says
/// no more of the account than which ways there are, because the reader may not be the owner.
///
/// @param ways those that can be chosen
/// @param closed those that could be chosen before: tried too often, or no longer there
/// @param chosen the one that is marked; null if none is
/// @param address where a code would go, masked
/// @param reasons the coarse reasons; may be empty
public record WayPage(
        List<Way> ways,
        List<Way> closed,
        @Nullable Way chosen,
        String address,
        List<Reason> reasons,
        String reference,
        List<PageError> errors) {
    public WayPage {
        ways = List.copyOf(ways);
        closed = List.copyOf(closed);
        reasons = List.copyOf(reasons);
        errors = List.copyOf(errors);
    }

    /// One way, in the order in which they stand there.
    public enum Way {
        DEVICE,
        MAIL,
        QUESTION;

        /// Names the texts, and the choice in the form.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
