package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.platform.web.PageError;

/// Says on a page why a typed code didn't pass.
final class CodeProblems {
    private CodeProblems() {}

    /// The errors of the field; none where the page says from when on it goes on.
    static List<PageError> of(ChallengeResult result) {
        return switch (result) {
            case ChallengeResult.Accepted accepted -> List.of();
            case ChallengeResult.Wrong wrong -> at("owndata.code.wrong", wrong.left());
            case ChallengeResult.Malformed malformed -> at("owndata.code.length", malformed.digits());
            case ChallengeResult.Expired expired -> at("owndata.code.expired");
            case ChallengeResult.NoneSent noneSent -> at("owndata.code.expired");
            case ChallengeResult.TooMany tooMany -> List.of();
        };
    }

    private static List<PageError> at(String key, Object... facts) {
        return List.of(PageError.at("code", key, facts));
    }
}
