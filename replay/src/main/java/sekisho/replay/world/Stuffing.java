package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;
import sekisho.replay.Scenario;
import sekisho.replay.world.Devices.Kind;

/// Waves of guessed or stolen passwords that don't fit: failures from the same exits on many accounts.
final class Stuffing {
    private final long seed;
    private final double reached;
    private final double tries;
    private final double breached;
    private final RoundTrips roundTrips;
    private final List<Wave> waves = new ArrayList<>();

    /// @param from milliseconds since 1970-01-01 UTC
    private record Wave(long from, double hours, List<Connection> exits, List<Look> looks) {}

    Stuffing(
            Parameters parameters,
            long seed,
            Calendar calendar,
            Geography geography,
            Networks networks,
            Devices devices,
            Browsers browsers,
            RoundTrips roundTrips) {
        this.seed = seed;
        this.roundTrips = roundTrips;
        Parameters group = parameters.group("stuffing");
        reached = group.number("reached");
        tries = group.number("tries");
        breached = group.number("breached");
        Dice dice = Dice.of(seed, "waves", 0);
        double day = 0;
        while (true) {
            day += dice.exponential(365 / group.number("campaigns_a_year"));
            double hours = dice.exponential(group.number("hours"));
            if (day + hours / 24 >= calendar.days()) {
                return;
            }
            List<Connection> exits = new ArrayList<>();
            for (int i = 0; i < group.whole("addresses"); i++) {
                Country country = geography.attackerCountry(geography.home(), dice);
                exits.add(
                        dice.chance(group.number("hosting"))
                                ? networks.hosting(country, dice)
                                : networks.residential(country, dice));
            }
            List<Look> looks = new ArrayList<>();
            for (int i = 0; i < group.whole("agents"); i++) {
                Device device = devices.make(devices.platform(Kind.ATTACKER, dice), "en", dice);
                looks.add(browsers.look((int) day, device));
            }
            waves.add(new Wave(calendar.start() + (long) (day * Calendar.DAY), hours, exits, looks));
        }
    }

    /// The failures on the account of this member.
    List<Row> on(int member) {
        Dice dice = Dice.of(seed, "stuffing", member);
        List<Row> rows = new ArrayList<>();
        for (Wave wave : waves) {
            if (dice.chance(reached)) {
                int count = 1 + dice.poisson(tries - 1);
                for (int i = 0; i < count; i++) {
                    rows.add(failure(wave, member, dice));
                }
            }
        }
        return rows;
    }

    private Row failure(Wave wave, int member, Dice dice) {
        Connection exit = wave.exits.get(dice.below(wave.exits.size()));
        return new Row(
                wave.from + (long) (dice.unit() * wave.hours * Calendar.HOUR),
                member,
                exit,
                roundTrips.millis(exit, 0, dice),
                wave.looks.get(dice.below(wave.looks.size())),
                false,
                0,
                0,
                dice.chance(breached),
                0,
                Scenario.NOT_SAID,
                true);
    }
}
