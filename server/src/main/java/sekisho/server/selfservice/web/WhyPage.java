package sekisho.server.selfservice.web;

import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.signin.Keepsakes;

/// What the page `selfservice/why` shows (`/account/sign-ins/{reference}/why`).
///
/// @param assessed false if the risk couldn't be judged, so that the reasons are empty
/// @param bought what the sign-in led to; null where that is no longer known
/// @param rememberedDays how long an unused browser is remembered
/// @param canObject whether something was asked of which the member can say that it was wrong
/// @param objected when the member said so (full); null if he didn't
/// @param marked when support said so (full); null if it didn't
public record WhyPage(
        SignInRow row,
        boolean assessed,
        @Nullable Bought bought,
        int rememberedDays,
        boolean canObject,
        @Nullable Moment objected,
        @Nullable Moment marked) {

    /// What a sign-in led to.
    ///
    /// @param until until when the browser is recognised if it isn't used again (date); else null
    public record Bought(Keepsakes.Kind kind, @Nullable Moment until) {}
}
