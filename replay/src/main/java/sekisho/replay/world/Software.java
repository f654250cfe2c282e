package sekisho.replay.world;

/// What a browser says of itself on one day.
///
/// @param name name and version as the file has them
/// @param system name and version as the file has them
/// @param deviceType `mobile`, `desktop` or `tablet`, as the user agent shows it
/// @param clientHints empty where it sends none
record Software(String userAgent, String name, String system, String deviceType, String clientHints) {}
