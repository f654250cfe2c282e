package sekisho.replay.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How often an attacker with the right password gets in after all: because he isn't challenged, or because
/// he passes the challenge.
///
/// @param point how the engine is used
/// @param caught the share of the attacks that are challenged
record EndToEnd(Attacker attacker, OperatingPoint point, Share caught, List<Success> successes) {
    /// The larger part of an attacker's success.
    enum WeakLink {
        /// Most successful attacks were never challenged.
        DETECTION,
        /// Most successful attacks passed the challenge.
        CHALLENGE,
        /// No attack succeeds.
        NONE
    }

    /// @param passes the share of the challenged attacks that pass; `NaN` if no figure is published
    /// @param unchallenged the share of all attacks that get in without a challenge
    /// @param throughChallenge the share of all attacks that get in by passing it; `NaN` as above
    /// @param total of both; `NaN` as above
    record Success(Challenge challenge, double passes, double unchallenged, double throughChallenge, double total) {
        static Success of(Challenge challenge, double passes, double caught) {
            return new Success(challenge, passes, 1 - caught, caught * passes, 1 - caught + caught * passes);
        }

        private boolean isKnown() {
            return !Double.isNaN(total);
        }

        @JsonProperty("weakLink")
        @Nullable
        WeakLink weakLink() {
            if (!isKnown()) {
                return null;
            }
            if (total == 0) {
                return WeakLink.NONE;
            }
            return throughChallenge > unchallenged ? WeakLink.CHALLENGE : WeakLink.DETECTION;
        }
    }

    static List<EndToEnd> of(Scores scores, List<OperatingPoint> points) {
        return scores.attackers().stream()
                .flatMap(attacker -> points.stream().map(point -> of(scores, attacker, point)))
                .toList();
    }

    private static EndToEnd of(Scores scores, Attacker attacker, OperatingPoint point) {
        Share caught = scores.caught(attacker, point.threshold());
        return new EndToEnd(
                attacker,
                point,
                caught,
                Stream.of(Challenge.values())
                        .map(challenge -> Success.of(challenge, 1 - challenge.stops(attacker), caught.value()))
                        .toList());
    }
}
