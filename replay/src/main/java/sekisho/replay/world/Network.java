package sekisho.replay.world;

import sekisho.engine.NetworkType;

/// A provider's network in one country, with /24 blocks of its own.
///
/// @param firstBlock number of its first /24 block among all networks
/// @param blocks how many blocks it has in each region, for a fixed network; in all, for any other
record Network(long asn, Country country, NetworkType type, int firstBlock, int blocks) {}
