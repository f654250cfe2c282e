package sekisho.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `demo/look-back` shows (`/demo/look-back`).
///
/// @param choices the budgets to choose from
/// @param chosen the value of the budget that is chosen
/// @param busy whether somebody else's look back took too long to wait for
/// @param result `null` before the form was sent, and while busy
public record LookBackPage(
        List<Choice> choices,
        String chosen,
        boolean busy,
        @Nullable Result result) {
    public LookBackPage {
        choices = List.copyOf(choices);
    }

    /// @param value in the address of the page
    /// @param share of the sign-ins, in words
    public record Choice(String value, String share) {}

    /// @param share the budget, in words
    /// @param attacks by kind of attacker
    /// @param asked how many sign-ins of members are newly asked
    /// @param missed how many attacks are newly missed
    /// @param changes a few of both, in the order of time
    public record Result(
            String share,
            int members,
            int days,
            Row own,
            List<Row> attacks,
            Row allAttacks,
            int asked,
            int missed,
            List<Change> changes) {
        public Result {
            attacks = List.copyOf(attacks);
            changes = List.copyOf(changes);
        }
    }

    /// @param key names the text that says whose sign-ins these are
    public record Row(String key, int all, Bar before, Bar after) {}

    /// @param percent length of the bar, 0 to 100
    /// @param share the same in words
    public record Bar(int count, double percent, String share) {}

    /// @param key names the text that says whose sign-in it was
    /// @param asked whether a member is newly asked; otherwise an attack is newly missed
    /// @param network its type, in lower case
    /// @param device its type as texts name it
    /// @param reasons what spoke for somebody else, in words, the weightiest first
    public record Change(
            String key, boolean asked, Moment when, String place, String network, String device, List<String> reasons) {
        public Change {
            reasons = List.copyOf(reasons);
        }
    }
}
