package sekisho.replay.world;

/// One browser on one device.
///
/// @param model as Android names it; empty for others
/// @param firstSystem version of the system when the era begins, where it depends on the device; empty
///     where all have the same
/// @param systemHint version of Windows in the client hints; empty for others
/// @param languages value of Accept-Language
/// @param browserLag days until a new version of the browser arrives
/// @param systemLag days until a new version of the system arrives
/// @param upgraded whether it gets the next version of Android
record Device(
        Platform platform,
        Browser browser,
        String model,
        String firstSystem,
        String systemHint,
        String languages,
        String screen,
        int browserLag,
        int systemLag,
        boolean upgraded) {

    Device withBrowser(Browser other, String otherLanguages) {
        return new Device(
                platform,
                other,
                model,
                firstSystem,
                systemHint,
                otherLanguages,
                screen,
                browserLag,
                systemLag,
                upgraded);
    }
}
