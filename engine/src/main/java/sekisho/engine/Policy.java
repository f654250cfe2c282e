package sekisho.engine;

import java.util.List;
import java.util.Set;

/// Which proof each level of risk asks for. A level reaches from its `fromScore` to the next level's.
///
/// @param version names the policy in every record
/// @param levels in rising order of `fromScore`; the first starts at 0
public record Policy(String version, List<Level> levels) {

    /// One step of the ladder.
    ///
    /// @param fromScore lowest score of the level, 0 to 100
    /// @param ask any one of these is enough; empty asks for nothing
    /// @param deny whether the level is refused outright
    public record Level(String name, double fromScore, Set<Authenticator> ask, boolean deny) {
        public Level {
            ask = Set.copyOf(ask);
        }
    }

    public Policy {
        levels = List.copyOf(levels);
    }

    /// Decides. Sign-in risk is answered by a challenge, credential risk by a reset; a reset never comes from a score.
    ///
    /// @param available the proofs that this account can really give now
    public Decision decide(Assessment assessment, Evidence.Credential credential, Set<Authenticator> available) {
        throw new UnsupportedOperationException();
    }

    /// The level of a score.
    public Level level(double score) {
        throw new UnsupportedOperationException();
    }
}
