package sekisho.server.signin.web;

import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `signin/wait` shows: too many tries, or a proof that can't be given now.
///
/// @param until from when it can be tried again (clock)
public record WaitPage(Moment until, @Nullable String reference) {}
