package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;

/// Where a household lives and its address there, from the first day to the last.
///
/// @param from days since the first, when each connection begins; the first entry is 0
record Home(Country country, List<Double> from, List<Connection> connections) {

    /// The connection on this day, counted with a fraction.
    Connection on(double day) {
        int newest = 0;
        while (newest + 1 < from.size() && from.get(newest + 1) <= day) {
            newest++;
        }
        return connections.get(newest);
    }

    /// Draws the homes of a world.
    static final class Builder {
        private final Geography geography;
        private final Networks networks;
        private final int days;
        private final double sharedAddresses;
        private final double sticky;
        private final double churnSticky;
        private final double churnDynamic;
        private final double sameBlock;
        private final double daysBetweenMoves;

        Builder(Parameters parameters, Geography geography, Networks networks, int days) {
            Parameters homes = parameters.group("homes");
            this.geography = geography;
            this.networks = networks;
            this.days = days;
            sharedAddresses = homes.number("shared_addresses");
            sticky = homes.number("sticky");
            churnSticky = homes.number("churn_sticky");
            churnDynamic = homes.number("churn_dynamic");
            sameBlock = homes.number("same_block");
            daysBetweenMoves = 365 / homes.number("moves_a_year");
        }

        Home build(Dice dice) {
            Country country = geography.memberCountry(dice);
            List<Double> from = new ArrayList<>();
            List<Connection> connections = new ArrayList<>();
            double day = 0;
            while (day < days) {
                double moves = day + dice.exponential(daysBetweenMoves);
                stay(country, day, Math.min(moves, days), from, connections, dice);
                day = moves;
            }
            return new Home(country, List.copyOf(from), List.copyOf(connections));
        }

        private void stay(
                Country country,
                double from,
                double until,
                List<Double> allFrom,
                List<Connection> connections,
                Dice dice) {
            Network provider = networks.provider(country, dice);
            Country.Region region = country.regions().draw(dice);
            boolean shared = dice.chance(sharedAddresses);
            double life = dice.chance(sticky) ? churnSticky : churnDynamic;
            Connection connection = shared
                    ? networks.sharedAddress(provider, region, dice)
                    : networks.fixedAddress(provider, region, dice);
            double day = from;
            while (day < until) {
                allFrom.add(day);
                connections.add(connection);
                day += dice.exponential(life);
                connection = renewed(connection, shared, dice);
            }
        }

        private Connection renewed(Connection old, boolean shared, Dice dice) {
            Connection fresh;
            if (shared) {
                fresh = networks.sharedAddress(old.network(), old.region(), dice);
            } else if (dice.chance(sameBlock)) {
                fresh = networks.fixedAddressNear(old, dice);
            } else {
                fresh = networks.fixedAddress(old.network(), old.region(), dice);
            }
            return new Connection(fresh.network(), fresh.region(), fresh.address(), old.lineMillis());
        }
    }
}
