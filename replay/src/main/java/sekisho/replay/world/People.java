package sekisho.replay.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.world.Devices.Kind;
import sekisho.replay.world.Person.Belonging;
import sekisho.replay.world.Person.Trip;

/// Draws people.
final class People {
    private final Geography geography;
    private final Networks networks;
    private final Devices devices;
    private final int days;
    private final double office;
    private final double out;
    private final double outSpread;
    private final double personHours;
    private final double hoursDrift;
    private final double vpnMembers;
    private final double vpnAbroad;
    private final double forgetful;
    private final double lostOften;
    private final double lostSeldom;
    private final double pc;
    private final double workPc;
    private final double tablet;
    private final double lifeDays;
    private final double lifeShape;
    private final double phoneLoveFrom;
    private final double phoneLoveTo;
    private final double mobileOnly;
    private final double loyal;
    private final double otherLanguage;
    private final double tripsAYear;
    private final double tripDays;
    private final double tripsAbroad;

    People(Parameters parameters, Geography geography, Networks networks, Devices devices, int days) {
        this.geography = geography;
        this.networks = networks;
        this.devices = devices;
        this.days = days;
        Parameters places = parameters.group("places");
        office = places.number("office");
        out = places.number("out");
        outSpread = places.number("out_spread");
        vpnMembers = places.number("vpn_members");
        vpnAbroad = places.number("vpn_abroad");
        tripsAYear = places.number("trips_a_year");
        tripDays = places.number("trip_days");
        tripsAbroad = places.number("trips_abroad");
        Parameters calendar = parameters.group("calendar");
        personHours = calendar.number("person_hours");
        hoursDrift = calendar.number("hours_drift");
        Parameters habits = parameters.group("devices");
        forgetful = habits.number("forgetful");
        lostOften = habits.number("lost_often");
        lostSeldom = habits.number("lost_seldom");
        pc = habits.number("pc");
        workPc = habits.number("work_pc");
        tablet = habits.number("tablet");
        lifeDays = habits.number("life") * 365;
        lifeShape = habits.number("life_shape");
        phoneLoveFrom = habits.number("phone_love_from");
        phoneLoveTo = habits.number("phone_love_to");
        mobileOnly = places.number("mobile_only");
        loyal = habits.number("loyal");
        otherLanguage = habits.number("other_language");
    }

    Person person(Home home, Dice dice) {
        Country country = home.country();
        String language = dice.chance(otherLanguage) ? "en" : country.language();
        Connection workplace =
                dice.chance(office) ? networks.office(country, home.on(0).region(), dice) : null;
        return new Person(
                home,
                workplace,
                networks.carrier(country, dice),
                dice.chance(mobileOnly),
                Math.min(0.9, dice.logNormal(out, outSpread)),
                personHours * dice.normal(),
                hoursDrift * dice.normal(),
                dice.chance(vpnMembers) ? vpnExit(country, dice) : null,
                dice.chance(forgetful) ? lostOften : lostSeldom,
                dice.between(phoneLoveFrom, phoneLoveTo),
                language,
                belongings(language, workplace, dice),
                trips(country, dice));
    }

    private Country vpnExit(Country country, Dice dice) {
        return dice.chance(vpnAbroad) ? geography.abroad(country, dice) : country;
    }

    private List<Belonging> belongings(String language, @Nullable Connection workplace, Dice dice) {
        List<Belonging> belongings = new ArrayList<>();
        generations(Kind.PHONE, language, belongings, dice);
        if (dice.chance(pc)) {
            generations(Kind.PC, language, belongings, dice);
        }
        if (dice.chance(tablet)) {
            generations(Kind.TABLET, language, belongings, dice);
        }
        if (workplace != null && dice.chance(workPc)) {
            generations(Kind.WORK_PC, language, belongings, dice);
        }
        return List.copyOf(belongings);
    }

    /// One device after the other.
    private void generations(Kind kind, String language, List<Belonging> belongings, Dice dice) {
        Platform platform = devices.platform(kind, dice);
        // The first is somewhere in its life when the world begins.
        double until = dice.unit() * dice.gamma(lifeShape, lifeDays);
        double from = 0;
        while (from < days) {
            Device device = devices.make(platform, language, dice);
            belongings.add(new Belonging(kind, device, from, until, false));
            Device other = devices.otherBrowser(device, language, dice);
            if (kind == Kind.PC && !other.browser().equals(device.browser())) {
                belongings.add(new Belonging(kind, other, from, until, true));
            }
            from = until;
            until = from + dice.gamma(lifeShape, lifeDays);
            platform = dice.chance(loyal) ? platform : devices.platform(kind, dice);
        }
    }

    private List<Trip> trips(Country country, Dice dice) {
        List<Trip> trips = new ArrayList<>();
        int count = dice.poisson(tripsAYear * days / 365);
        for (int i = 0; i < count; i++) {
            double from = dice.between(0, days);
            Country there = dice.chance(tripsAbroad) ? geography.abroad(country, dice) : country;
            Connection lodging = networks.fixedAddress(
                    networks.provider(there, dice), there.regions().draw(dice), dice);
            trips.add(new Trip(from, from + dice.exponential(tripDays), there, lodging));
        }
        trips.sort(Comparator.comparingDouble(Trip::from));
        return List.copyOf(trips);
    }
}
