package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;

/// A country as the file names it.
///
/// @param hours local time against UTC
/// @param roundTripMillis to the service, without the last mile
record Country(String code, int hours, double roundTripMillis, String language, Weighted<Region> regions) {

    /// Where in the country.
    ///
    /// @param number its place among the country's regions
    /// @param roundTripMillis added to that of the country
    record Region(int number, String name, String city, double share, double roundTripMillis) {}

    static Country of(String code, Parameters parameters) {
        List<Parameters> groups = parameters.groups("regions");
        List<Region> regions = new ArrayList<>();
        for (Parameters region : groups) {
            regions.add(new Region(
                    regions.size(),
                    region.text("name"),
                    region.text("city"),
                    region.number("share"),
                    region.number("rtt")));
        }
        return new Country(
                code,
                parameters.whole("hours"),
                parameters.number("rtt"),
                parameters.text("language"),
                Weighted.of(regions, Region::share));
    }
}
