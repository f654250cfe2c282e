package sekisho.server.signin;

import sekisho.server.challenge.ChallengeResult;

/// What became of a code that was typed to sign in.
public sealed interface CodeAnswer {
    /// It was right and the member is in.
    record Passed(Entry entry) implements CodeAnswer {}

    /// It wasn't; the attempt goes on.
    record NotPassed(ChallengeResult why) implements CodeAnswer {}

    /// The attempt is over: finished, run out, or cancelled by something else.
    record Ended() implements CodeAnswer {}
}
