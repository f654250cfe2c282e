package sekisho.replay.world;

/// What a device runs.
enum Platform {
    WINDOWS,
    MACOS,
    CHROME_OS,
    LINUX,
    ANDROID,
    ANDROID_TABLET,
    IPHONE,
    IPAD
}
