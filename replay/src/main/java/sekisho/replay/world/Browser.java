package sekisho.replay.world;

/// A browser program.
enum Browser {
    CHROME,
    EDGE,
    FIREFOX,
    SAFARI,
    SAMSUNG,
    WEB_VIEW,
    CHROME_IOS,
    INTERNET_EXPLORER;

    /// Whether it sends client hints, given that its time has them.
    boolean isChromium() {
        return switch (this) {
            case CHROME, EDGE, SAMSUNG, WEB_VIEW -> true;
            case FIREFOX, SAFARI, CHROME_IOS, INTERNET_EXPLORER -> false;
        };
    }
}
