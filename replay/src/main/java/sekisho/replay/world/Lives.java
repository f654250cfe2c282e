package sekisho.replay.world;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import sekisho.replay.Scenario;
import sekisho.replay.world.Devices.Kind;
import sekisho.replay.world.Member.Life;
import sekisho.replay.world.Member.SignIn;
import sekisho.replay.world.Person.Belonging;
import sekisho.replay.world.Whereabouts.Place;
import sekisho.replay.world.Whereabouts.Way;

/// Plays the sign-ins of a member from the first day to the last.
final class Lives {
    private final long seed;
    private final Calendar calendar;
    private final Visits visits;
    private final Whereabouts whereabouts;
    private final Devices devices;
    private final Browsers browsers;
    private final RoundTrips roundTrips;
    private final double secondPerson;
    private final double secondBrowser;
    private final double borrowed;
    private final double borrowedPhone;
    private final double phoneInCafe;
    private final double phoneOnTrip;
    private final double pcOrTablet;
    private final int mostTries;
    private final double secondsLeast;
    private final double secondsMore;
    private final double privateMode;
    private final double typo;
    private final double typoRepeated;
    private final double forgotten;
    private final double forgottenAMonth;
    private final double forgottenMonths;
    private final double forgottenTries;

    Lives(
            Parameters parameters,
            long seed,
            Calendar calendar,
            Whereabouts whereabouts,
            Devices devices,
            Browsers browsers,
            RoundTrips roundTrips) {
        this.seed = seed;
        this.calendar = calendar;
        this.whereabouts = whereabouts;
        this.devices = devices;
        this.browsers = browsers;
        this.roundTrips = roundTrips;
        visits = new Visits(parameters, calendar);
        secondPerson = parameters.group("accounts").number("second_person");
        Parameters habits = parameters.group("devices");
        secondBrowser = habits.number("second_browser");
        borrowed = habits.number("borrowed");
        borrowedPhone = habits.number("borrowed_phone");
        pcOrTablet = habits.number("pc_or_tablet");
        phoneInCafe = parameters.group("places").number("phone_in_cafe");
        phoneOnTrip = parameters.group("places").number("phone_on_trip");
        privateMode = habits.number("private_mode");
        Parameters failures = parameters.group("failures");
        typo = failures.number("typo");
        typoRepeated = failures.number("typo_repeated");
        forgotten = failures.number("forgotten");
        forgottenAMonth = failures.number("forgotten_a_month");
        forgottenMonths = failures.number("forgotten_months");
        forgottenTries = failures.number("forgotten_tries");
        mostTries = failures.whole("most_tries");
        secondsLeast = failures.number("seconds_least");
        secondsMore = failures.number("seconds_more");
    }

    Life live(Member member) {
        Dice dice = Dice.of(seed, "life", member.number());
        return new Play(member, dice).life();
    }

    /// The life of one member as it goes on.
    private final class Play {
        private final Member member;
        private final Dice dice;
        private final Map<Belonging, Long> tokens = new IdentityHashMap<>();
        private final List<SignIn> signIns = new ArrayList<>();
        private final List<Row> failures = new ArrayList<>();

        Play(Member member, Dice dice) {
            this.member = member;
            this.dice = dice;
        }

        Life life() {
            long before = calendar.start();
            for (long at : visits.times(member, dice)) {
                signIn(at, (at - before) / (30.0 * Calendar.DAY));
                before = at;
            }
            return new Life(member, List.copyOf(signIns), failures);
        }

        private void signIn(long at, double monthsSince) {
            Person second = member.second();
            Person person = second != null && dice.chance(secondPerson) ? second : member.owner();
            Place place = whereabouts.place(person, at, dice);
            Belonging belonging = belonging(person, place, at);
            Way way = whereabouts.way(person, place, belonging.kind(), at, dice);
            boolean isBorrowed = dice.chance(borrowed);
            boolean kept = !isBorrowed && !dice.chance(privateMode);
            Device device = isBorrowed ? somebodysDevice(person) : belonging.device();
            if (dice.chance(person.lost())) {
                tokens.remove(belonging);
            }
            long token = kept ? tokens.getOrDefault(belonging, 0L) : 0;
            long newToken = dice.bits();
            if (kept) {
                tokens.put(belonging, newToken);
            }
            fail(at, monthsSince, way, device, token);
            Row row = row(at, way, device, true, token, newToken);
            signIns.add(new SignIn(row, person, device, kept));
        }

        private Belonging belonging(Person person, Place place, long at) {
            double day = calendar.dayOf(at);
            Kind kind = kind(person, place, day);
            boolean second = kind == Kind.PC && dice.chance(secondBrowser);
            return owned(person, kind, second, day);
        }

        private Kind kind(Person person, Place place, double day) {
            return switch (place) {
                case HOME -> dice.chance(person.phoneLove()) ? Kind.PHONE : notThePhone(person, day);
                case OFFICE -> owns(person, Kind.WORK_PC, day) ? Kind.WORK_PC : Kind.PHONE;
                case OUT -> Kind.PHONE;
                case CAFE -> dice.chance(phoneInCafe) ? Kind.PHONE : notThePhone(person, day);
                case TRIP -> dice.chance(phoneOnTrip) ? Kind.PHONE : notThePhone(person, day);
            };
        }

        private Kind notThePhone(Person person, double day) {
            boolean pc = owns(person, Kind.PC, day);
            boolean tablet = owns(person, Kind.TABLET, day);
            if (pc && tablet) {
                return dice.chance(pcOrTablet) ? Kind.PC : Kind.TABLET;
            }
            if (pc) {
                return Kind.PC;
            }
            return tablet ? Kind.TABLET : Kind.PHONE;
        }

        private Device somebodysDevice(Person person) {
            Kind kind = dice.chance(borrowedPhone) ? Kind.PHONE : Kind.PC;
            String language = person.home().country().language();
            return devices.make(devices.platform(kind, dice), language, dice);
        }

        private void fail(long at, double monthsSince, Way way, Device device, long token) {
            int tries = 0;
            if (dice.chance(forgotten + forgottenAMonth * Math.min(monthsSince, forgottenMonths))) {
                tries = 1 + dice.poisson(forgottenTries - 1);
            } else if (dice.chance(typo)) {
                tries = dice.chance(typoRepeated) ? 2 : 1;
            }
            long time = at;
            for (int i = 0; i < Math.min(tries, mostTries); i++) {
                time -= (long) (1000 * (secondsLeast + dice.exponential(secondsMore)));
                failures.add(row(Math.max(time, calendar.start()), way, device, false, token, 0));
            }
        }

        private Row row(long at, Way way, Device device, boolean successful, long token, long newToken) {
            double day = calendar.dayOf(at);
            return new Row(
                    at,
                    member.number(),
                    way.connection(),
                    roundTrips.millis(way.connection(), way.leg(), dice),
                    browsers.look((int) day, device),
                    successful,
                    token,
                    newToken,
                    successful && member.isBreached(day),
                    0,
                    Scenario.LEGITIMATE,
                    false);
        }
    }

    private static boolean owns(Person person, Kind kind, double day) {
        for (Belonging belonging : person.belongings()) {
            if (belonging.kind() == kind && belonging.isOwned(day)) {
                return true;
            }
        }
        return false;
    }

    /// The browser that he uses now and then, if there is one and it is asked for.
    private static Belonging owned(Person person, Kind kind, boolean second, double day) {
        Belonging found = null;
        for (Belonging belonging : person.belongings()) {
            if (belonging.kind() == kind && belonging.isOwned(day) && (found == null || belonging.second() == second)) {
                found = belonging;
            }
        }
        if (found == null) {
            throw new IllegalStateException("He owns no " + kind);
        }
        return found;
    }
}
