package sekisho.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `demo/trace` shows: the latest decision.
///
/// @param trace `null` before the first sign-in
/// @param live whether it renews itself
public record TracePage(@Nullable Trace trace, boolean live) {

    /// One decision.
    ///
    /// @param decision its stable name in lower case
    /// @param outcomes what became of it so far, in order, in lower case
    /// @param scored `null` when the risk couldn't be computed
    public record Trace(
            String decision,
            Moment when,
            String device,
            String place,
            String reference,
            List<String> outcomes,
            @Nullable Scored scored) {}

    /// The score and where it comes from.
    ///
    /// @param score 0 to 100, in words
    /// @param fill the same for the bar
    /// @param askFrom from which score on something is asked
    /// @param rows in the order in which the engine judged
    /// @param sum of all rows
    public record Scored(String score, double fill, String level, double askFrom, List<Row> rows, String sum) {}

    /// One addend of the log-odds.
    ///
    /// @param text `null` for the prior
    /// @param nats signed, in words
    /// @param x left end of the bar between 0 and 200, where 100 is zero
    /// @param trust whether it spoke for the owner
    public record Row(@Nullable String text, String nats, double x, double width, boolean trust) {}
}
