package sekisho.replay.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sekisho.engine.NetworkType;
import sekisho.replay.Scenario;
import sekisho.replay.world.Devices.Kind;
import sekisho.replay.world.Member.Life;
import sekisho.replay.world.Member.SignIn;

/// Attackers who know the password. They see what the member has done so far and change nothing of it.
final class Attackers {
    /// All of them, from the clumsiest on.
    static final List<Scenario> TYPES = List.of(
            Scenario.NAIVE,
            Scenario.VPN,
            Scenario.TARGETED,
            Scenario.VERY_TARGETED,
            Scenario.COOKIE_THIEF,
            Scenario.INSIDER);

    private final long seed;
    private final Calendar calendar;
    private final Geography geography;
    private final Networks networks;
    private final Devices devices;
    private final Browsers browsers;
    private final RoundTrips roundTrips;
    private final Parameters group;
    private final Map<Scenario, Double> justBreached = new EnumMap<>(Scenario.class);

    Attackers(
            Parameters parameters,
            long seed,
            Calendar calendar,
            Geography geography,
            Networks networks,
            Devices devices,
            Browsers browsers,
            RoundTrips roundTrips) {
        this.seed = seed;
        this.calendar = calendar;
        this.geography = geography;
        this.networks = networks;
        this.devices = devices;
        this.browsers = browsers;
        this.roundTrips = roundTrips;
        group = parameters.group("attacks");
        for (Scenario type : TYPES) {
            boolean stuffing = type == Scenario.NAIVE || type == Scenario.VPN;
            justBreached.put(type, group.number(stuffing ? "breached_stuffing" : "breached_other"));
        }
    }

    /// Attacks of every type on one member, each after a sign-in that any of his can be.
    ///
    /// @param each how many of each type
    List<Row> attack(Life life, int each) {
        List<Row> rows = new ArrayList<>();
        for (Scenario type : TYPES) {
            Dice dice = Dice.of(seed, type.word(), life.member().number());
            for (int i = 0; i < each; i++) {
                new Attack(type, life, dice).play(rows);
            }
        }
        return rows;
    }

    /// How an attacker comes.
    ///
    /// @param token that he presents; 0 for none
    private record Approach(Connection connection, double leg, Look look, long token) {}

    private final class Attack {
        private final Scenario type;
        private final Life life;
        private final Dice dice;
        private final long at;
        private final int day;
        private final SignIn last;
        private final Person victim;
        private final Country country;

        Attack(Scenario type, Life life, Dice dice) {
            this.type = type;
            this.life = life;
            this.dice = dice;
            List<SignIn> signIns = life.signIns();
            int position = dice.below(signIns.size());
            last = signIns.get(position);
            long from = last.row().at();
            long until = position + 1 < signIns.size()
                    ? signIns.get(position + 1).row().at()
                    : calendar.end();
            at = from + 1000 + (long) (dice.unit() * Math.max(0, until - from - 1000));
            day = (int) calendar.dayOf(at);
            victim = life.member().owner();
            country = victim.home().country();
        }

        void play(List<Row> rows) {
            Approach approach = switch (type) {
                case NAIVE -> naive();
                case VPN -> vpn();
                case TARGETED -> targeted();
                case VERY_TARGETED -> veryTargeted();
                case COOKIE_THIEF -> cookieThief();
                case INSIDER -> insider();
                case NOT_SAID, LEGITIMATE -> throw new IllegalArgumentException(type + " attacks nobody");
            };
            boolean tries = type == Scenario.NAIVE || type == Scenario.VPN;
            if (tries && chance("failures_before")) {
                int failures = 1 + dice.poisson(number("failures_mean") - 1);
                for (int i = 1; i <= failures; i++) {
                    rows.add(row(at - (long) (i * 1000 * number("failures_seconds")), approach, false));
                }
            }
            rows.add(row(at, approach, true));
        }

        private Approach naive() {
            Country from = geography.attackerCountry(country, dice);
            Connection connection =
                    chance("naive_hosting") ? networks.hosting(from, dice) : networks.residential(from, dice);
            return new Approach(connection, dice.exponential(number("leg_near")), attackerLook(from.language()), 0);
        }

        private Approach vpn() {
            String language = chance("vpn_language")
                    ? country.language()
                    : geography.attackerCountry(country, dice).language();
            Connection connection;
            if (!chance("vpn_hosting")) {
                connection = networks.residential(country, dice);
            } else if (chance("vpn_anonymizer")) {
                connection = networks.anonymizer(country, dice);
            } else {
                connection = networks.hosting(country, dice);
            }
            return new Approach(connection, leg(), attackerLook(language), 0);
        }

        private Approach targeted() {
            String language = chance("targeted_language") ? victim.language() : "en";
            Device device = devices.make(last.device().platform(), language, dice);
            return new Approach(neighbour(), leg(), browsers.look(day, device), 0);
        }

        private Approach veryTargeted() {
            Look copied = victimLook();
            Device own = devices.make(last.device().platform(), victim.language(), dice);
            Look look = imitated(copied, own, "very_language", true, "very_hints");
            return new Approach(neighbour(), leg(), look, 0);
        }

        private Approach cookieThief() {
            String language = chance("thief_country_language") ? country.language() : "en";
            Device own = devices.make(devices.platform(Kind.ATTACKER, dice), language, dice);
            Connection connection =
                    chance("thief_hosting") ? networks.hosting(country, dice) : networks.residential(country, dice);
            Look look = imitated(victimLook(), own, "thief_language", chance("thief_screen"), "thief_hints");
            return new Approach(connection, leg(), look, stolenToken());
        }

        private Approach insider() {
            Device device = devices.make(
                    devices.platform(chance("insider_phone") ? Kind.PHONE : Kind.PC, dice), country.language(), dice);
            Connection home = victim.home().on(calendar.dayOf(at));
            return new Approach(home, 0, browsers.look(day, device), 0);
        }

        /// The look of the victim with what this attacker doesn't copy from his own device.
        private Look imitated(Look copied, Device own, String language, boolean screen, String hints) {
            Look mine = browsers.look(day, own);
            Software software = copied.software();
            boolean copiesHints = chance(hints);
            return new Look(
                    new Software(
                            software.userAgent(),
                            software.name(),
                            software.system(),
                            software.deviceType(),
                            copiesHints
                                    ? software.clientHints()
                                    : mine.software().clientHints()),
                    chance(language) ? copied.languages() : mine.languages(),
                    screen ? copied.screen() : mine.screen());
        }

        private Look victimLook() {
            return browsers.look(day, last.device());
        }

        private Look attackerLook(String language) {
            return browsers.look(day, devices.make(devices.platform(Kind.ATTACKER, dice), language, dice));
        }

        /// Somebody at the victim's provider and in his region.
        private Connection neighbour() {
            Connection home = victim.home().on(calendar.dayOf(at));
            return networks.residential(home.network(), home.region(), dice);
        }

        /// The token that the browser of the last sign-in holds, unless it was lost meanwhile.
        private long stolenToken() {
            return last.kept() && !dice.chance(last.person().lost())
                    ? last.row().newToken()
                    : 0;
        }

        private double leg() {
            double median = number(chance("near") ? "leg_near" : "leg_far");
            return dice.logNormal(median, number("leg_sigma"));
        }

        private Row row(long time, Approach approach, boolean successful) {
            boolean breached =
                    life.member().isBreached(calendar.dayOf(at)) || dice.chance(justBreached.getOrDefault(type, 0.0));
            NetworkType network = approach.connection.network().type();
            return new Row(
                    Math.max(time, calendar.start()),
                    life.member().number(),
                    approach.connection,
                    roundTrips.millis(approach.connection, approach.leg, dice),
                    approach.look,
                    successful,
                    approach.token,
                    successful ? dice.bits() : 0,
                    successful && breached,
                    0,
                    successful ? type : Scenario.NOT_SAID,
                    network == NetworkType.HOSTING || network == NetworkType.ANONYMIZER);
        }

        private double number(String name) {
            return group.number(name);
        }

        private boolean chance(String name) {
            return dice.chance(group.number(name));
        }
    }
}
