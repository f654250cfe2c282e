package sekisho.replay.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.world.Member.Life;
import sekisho.replay.world.Member.SignIn;

/// A site with its members and attackers, from the first day to the last.
final class World {
    private static final Comparator<Row> BY_TIME = Comparator.comparingLong(Row::at);

    private final Settings settings;
    private final Members members;
    private final Lives lives;
    private final Stuffing stuffing;
    private final Attackers attackers;
    private final long allAttacks;

    /// What to make.
    ///
    /// @param attacks of each type in all; `null` to leave it to the parameters
    record Settings(
            int members,
            int days,
            long seed,
            Era era,
            Profile profile,
            @Nullable Integer attacks) {}

    World(Settings settings, Parameters parameters) {
        this.settings = settings;
        Parameters attacks = parameters.group("attacks");
        allAttacks = settings.attacks != null
                ? settings.attacks
                : (long) Math.min(attacks.number("most"), attacks.number("per_member") * settings.members);
        long seed = settings.seed;
        Parameters eraParameters = parameters.group("era_" + settings.era);
        Calendar calendar = new Calendar(parameters, settings.era, settings.days);
        Geography geography = new Geography(parameters);
        Networks networks = new Networks(parameters, geography);
        Devices devices = new Devices(parameters, eraParameters);
        Browsers browsers = new Browsers(eraParameters, settings.era == Era.Y2026);
        RoundTrips roundTrips = new RoundTrips(parameters);
        Home.Builder homes = new Home.Builder(parameters, geography, networks, settings.days);
        People people = new People(parameters, geography, networks, devices, settings.days);
        members = new Members(parameters, seed, settings.profile, homes, people);
        Whereabouts whereabouts = new Whereabouts(parameters, calendar, networks);
        lives = new Lives(parameters, seed, calendar, whereabouts, devices, browsers, roundTrips);
        stuffing = new Stuffing(parameters, seed, calendar, geography, networks, devices, browsers, roundTrips);
        attackers = new Attackers(parameters, seed, calendar, geography, networks, devices, browsers, roundTrips);
    }

    /// All rows in the order of time.
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < settings.members; number++) {
            rows.addAll(rowsOf(number));
        }
        rows.sort(BY_TIME.thenComparingInt(Row::member));
        return rows;
    }

    private List<Row> rowsOf(int number) {
        Life life = lives.live(members.member(number));
        List<Row> rows = new ArrayList<>();
        for (SignIn signIn : life.signIns()) {
            rows.add(signIn.row());
        }
        rows.addAll(life.failures());
        rows.addAll(stuffing.on(number));
        rows.addAll(attackers.attack(life, attacksOn(number)));
        rows.sort(BY_TIME);
        return withFailedAttempts(rows);
    }

    /// Spreads the attacks evenly over the members.
    private int attacksOn(int number) {
        return (int) ((number + 1) * allAttacks / settings.members - number * allAttacks / settings.members);
    }

    private static List<Row> withFailedAttempts(List<Row> rows) {
        List<Row> counted = new ArrayList<>(rows.size());
        int oldest = 0;
        int failures = 0;
        for (Row row : rows) {
            while (rows.get(oldest).at() < row.at() - Calendar.HOUR) {
                failures -= rows.get(oldest).successful() ? 0 : 1;
                oldest++;
            }
            counted.add(failures == 0 ? row : row.withFailedAttempts(failures));
            failures += row.successful() ? 0 : 1;
        }
        return counted;
    }
}
