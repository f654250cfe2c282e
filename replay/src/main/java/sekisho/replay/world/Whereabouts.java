package sekisho.replay.world;

import java.util.Objects;
import sekisho.replay.world.Devices.Kind;
import sekisho.replay.world.Person.Trip;

/// Decides where somebody is when he signs in, and over which connection.
final class Whereabouts {
    private final Calendar calendar;
    private final Networks networks;
    private final double atOffice;
    private final double cafe;
    private final double phoneOffWifi;
    private final double vpnUse;
    private final double vpnWay;
    private final double vpnSigma;
    private final double roaming;
    private final double phoneOnTripOffWifi;

    /// Where people sign in.
    enum Place {
        HOME,
        OFFICE,
        OUT,
        CAFE,
        TRIP
    }

    /// How he reaches the service.
    ///
    /// @param leg milliseconds of a way behind the connection, such as to the exit of a VPN
    record Way(Connection connection, double leg) {}

    Whereabouts(Parameters parameters, Calendar calendar, Networks networks) {
        this.calendar = calendar;
        this.networks = networks;
        Parameters places = parameters.group("places");
        atOffice = places.number("at_office");
        cafe = places.number("cafe");
        phoneOffWifi = places.number("phone_off_wifi");
        vpnUse = places.number("vpn_use");
        roaming = places.number("roaming");
        phoneOnTripOffWifi = places.number("phone_on_trip_off_wifi");
        vpnWay = parameters.group("round_trip").number("vpn");
        vpnSigma = parameters.group("round_trip").number("vpn_sigma");
    }

    Place place(Person person, long at, Dice dice) {
        if (person.tripOn(calendar.dayOf(at)) != null) {
            return Place.TRIP;
        }
        boolean officeTime = calendar.isOfficeTime(at, person.home().country().hours());
        if (person.office() != null && officeTime && dice.chance(atOffice)) {
            return Place.OFFICE;
        }
        if (dice.chance(person.roams())) {
            return Place.OUT;
        }
        return dice.chance(cafe) ? Place.CAFE : Place.HOME;
    }

    Way way(Person person, Place place, Kind kind, long at, Dice dice) {
        Way way = wayWithoutVpn(person, place, kind, at, dice);
        Country exit = person.vpn();
        if (exit == null || !dice.chance(vpnUse)) {
            return way;
        }
        double there = exit.equals(person.home().country()) ? 0 : exit.roundTripMillis();
        return new Way(networks.anonymizer(exit, dice), dice.logNormal(vpnWay, vpnSigma) + there);
    }

    private Way wayWithoutVpn(Person person, Place place, Kind kind, long at, Dice dice) {
        Connection home = person.home().on(calendar.dayOf(at));
        return switch (place) {
            case HOME ->
                person.mobileOnly() || kind == Kind.PHONE && dice.chance(phoneOffWifi)
                        ? carrier(person, home.region(), dice)
                        : new Way(home, 0);
            case OFFICE -> new Way(networks.officeExit(Objects.requireNonNull(person.office()), dice), 0);
            case OUT -> carrier(person, home.region(), dice);
            case CAFE -> {
                Network provider = networks.provider(person.home().country(), dice);
                yield new Way(networks.fixedAddress(provider, home.region(), dice), 0);
            }
            case TRIP -> {
                Trip trip = Objects.requireNonNull(person.tripOn(calendar.dayOf(at)));
                yield onTrip(person, trip, home, kind, dice);
            }
        };
    }

    private Way carrier(Person person, Country.Region region, Dice dice) {
        return new Way(networks.carrierAddress(person.carrier(), region, dice), 0);
    }

    private Way onTrip(Person person, Trip trip, Connection home, Kind kind, Dice dice) {
        if (kind != Kind.PHONE || !dice.chance(phoneOnTripOffWifi)) {
            return new Way(trip.lodging(), 0);
        }
        if (trip.country().equals(person.home().country())) {
            return carrier(person, trip.lodging().region(), dice);
        }
        if (dice.chance(roaming)) {
            Connection roamed = networks.carrierAddress(person.carrier(), home.region(), dice);
            return new Way(roamed, trip.country().roundTripMillis());
        }
        Network carrier = networks.carrier(trip.country(), dice);
        return new Way(networks.carrierAddress(carrier, trip.lodging().region(), dice), 0);
    }
}
