package sekisho.server.selfservice.web;

/// What the page `selfservice/why` shows (`/account/sign-ins/{reference}/why`).
///
/// @param assessed false if the risk couldn't be judged, so that the reasons are empty
public record WhyPage(SignInRow row, boolean assessed) {}
