package sekisho.replay.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who signs in: what he owns and where he goes.
///
/// @param office where he works; `null` for those without an office
/// @param mobileOnly whether he is on the carrier at home too
/// @param roams how often he signs in outside, as a share of his sign-ins
/// @param hourShift by how many hours his day lies behind everybody's
/// @param hourDrift by how many hours that changes within a year
/// @param vpn country of the exit he uses now and then; `null` for those without a VPN
/// @param lost share of his sign-ins before which the cookie was lost
/// @param phoneLove how much of his sign-ins at home he does on the phone
record Person(
        Home home,
        @Nullable Connection office,
        Network carrier,
        boolean mobileOnly,
        double roams,
        double hourShift,
        double hourDrift,
        @Nullable Country vpn,
        double lost,
        double phoneLove,
        String language,
        List<Belonging> belongings,
        List<Trip> trips) {

    /// A browser on a device he owns for some time.
    ///
    /// @param from days since the first, with a fraction
    /// @param second whether it is the browser that he uses only now and then
    record Belonging(Devices.Kind kind, Device device, double from, double until, boolean second) {
        boolean isOwned(double day) {
            return from <= day && day < until;
        }
    }

    /// A stay somewhere else.
    ///
    /// @param lodging his connection there, when not over a carrier
    record Trip(double from, double until, Country country, Connection lodging) {}

    /// The trip he is on; `null` if he is where he lives.
    @Nullable
    Trip tripOn(double day) {
        for (Trip trip : trips) {
            if (trip.from <= day && day < trip.until) {
                return trip;
            }
        }
        return null;
    }
}
