package sekisho.server.signin;

import sekisho.server.platform.AccountToken;

/// What became of a sign-in form.
public sealed interface SignInResult {
    /// The member is in.
    record SignedIn(Entry entry) implements SignInResult {}

    /// A code was sent and is asked for.
    record CodeAsked(AccountToken attempt) implements SignInResult {}

    /// There are several ways to prove it; nothing was sent yet.
    record WayAsked(AccountToken attempt) implements SignInResult {}

    /// The password isn't safe any more; the page that says so comes next.
    record ResetAsked(AccountToken attempt) implements SignInResult {}

    /// Wrong, unknown, locked or disabled: nobody learns which.
    record Refused() implements SignInResult {}

    /// The risk asks for a proof that this account can't give.
    record Held() implements SignInResult {}

    /// The server hashes as many passwords as it can; nothing was tried.
    record Busy() implements SignInResult {}
}
