package sekisho.replay.world;

/// All that a browser shows.
record Look(Software software, String languages, String screen) {}
