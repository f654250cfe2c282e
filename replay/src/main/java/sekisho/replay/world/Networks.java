package sekisho.replay.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sekisho.engine.NetworkType;

/// The networks of the world, the same for every seed. Numbers of autonomous systems are those for private
/// use.
final class Networks {
    private static final long FIRST_ASN = 64512;

    private final Map<String, Local> locals = new HashMap<>();
    private final double zipf;
    private final double allBlocks;
    private final double leastBlocks;
    private final double sharedAddresses;
    private final int sharedPool;
    private final double residentialMobile;
    private final double accessDelay;
    private final int offices;
    private final int officeAddresses;
    private long nextAsn = FIRST_ASN;
    private int nextBlock = 1;

    /// The networks of one country.
    private record Local(
            Weighted<Network> fixed,
            Weighted<Network> mobile,
            Weighted<Network> hosting,
            Weighted<Network> corporate,
            Weighted<Network> anonymizer) {}

    Networks(Parameters parameters, Geography geography) {
        Parameters homes = parameters.group("homes");
        Parameters places = parameters.group("places");
        zipf = homes.number("zipf");
        allBlocks = homes.number("blocks");
        leastBlocks = homes.number("least_blocks");
        sharedAddresses = homes.number("shared_addresses");
        residentialMobile = parameters.group("attacks").number("residential_mobile");
        sharedPool = homes.whole("shared_pool");
        accessDelay = homes.number("access_delay");
        offices = places.whole("offices");
        officeAddresses = places.whole("office_addresses");
        for (Country country : geography.countries()) {
            Parameters counts = parameters.group("countries").group(country.code());
            locals.put(
                    country.code(),
                    new Local(
                            fixed(country, counts.whole("fixed")),
                            others(country, NetworkType.MOBILE, counts.whole("mobile"), places.whole("carrier_blocks")),
                            others(
                                    country,
                                    NetworkType.HOSTING,
                                    counts.whole("hosting"),
                                    places.whole("hosting_blocks")),
                            others(country, NetworkType.CORPORATE, counts.whole("corporate"), offices),
                            others(
                                    country,
                                    NetworkType.ANONYMIZER,
                                    counts.whole("anonymizer"),
                                    places.whole("vpn_blocks"))));
        }
    }

    private Weighted<Network> fixed(Country country, int count) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 0; rank < count; rank++) {
            ranks.add(rank);
        }
        Weighted<Integer> shares = Weighted.zipf(ranks, zipf);
        int regions = country.regions().items().size();
        List<Network> networks = new ArrayList<>();
        for (int rank = 0; rank < count; rank++) {
            int blocks = (int) Math.max(leastBlocks, allBlocks * shares.share(rank) / regions);
            // One block more in each region holds the shared addresses.
            networks.add(network(country, NetworkType.FIXED, blocks, (blocks + 1) * regions));
        }
        return Weighted.zipf(networks, zipf);
    }

    private Weighted<Network> others(Country country, NetworkType type, int count, int blocks) {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            networks.add(network(country, type, blocks, blocks));
        }
        return Weighted.zipf(networks, zipf);
    }

    private Network network(Country country, NetworkType type, int blocks, int allBlocks) {
        Network network = new Network(nextAsn, country, type, nextBlock, blocks);
        nextAsn++;
        nextBlock += allBlocks;
        return network;
    }

    private Local local(Country country) {
        Local local = locals.get(country.code());
        if (local == null) {
            throw new IllegalArgumentException("No networks in " + country.code());
        }
        return local;
    }

    Network provider(Country country, Dice dice) {
        return local(country).fixed.draw(dice);
    }

    Network carrier(Country country, Dice dice) {
        return local(country).mobile.draw(dice);
    }

    /// An address of a home, a cafe or a hotel.
    Connection fixedAddress(Network provider, Country.Region region, Dice dice) {
        int first = provider.firstBlock() + region.number() * (provider.blocks() + 1);
        return fixed(provider, region, first + dice.below(provider.blocks()), dice);
    }

    /// Another address in the block of an old one.
    Connection fixedAddressNear(Connection old, Dice dice) {
        return new Connection(old.network(), old.region(), old.block() * 256 + 1 + dice.below(254), old.lineMillis());
    }

    /// An address that many homes share.
    Connection sharedAddress(Network provider, Country.Region region, Dice dice) {
        int block = provider.firstBlock() + region.number() * (provider.blocks() + 1) + provider.blocks();
        return new Connection(provider, region, block * 256 + 1 + dice.below(sharedPool), dice.gamma(2, accessDelay));
    }

    private Connection fixed(Network provider, Country.Region region, int block, Dice dice) {
        return new Connection(provider, region, block * 256 + 1 + dice.below(254), dice.gamma(2, accessDelay));
    }

    /// Any address of a carrier; its customers get another one each time.
    Connection carrierAddress(Network carrier, Country.Region region, Dice dice) {
        return any(carrier, region, dice);
    }

    /// An office; the bigger ones are drawn more often.
    Connection office(Country country, Country.Region region, Dice dice) {
        Network network = local(country).corporate.draw(dice);
        int office = (int) (offices * StrictMath.pow(dice.unit(), 2));
        return new Connection(network, region, (network.firstBlock() + office) * 256 + 1, 0);
    }

    /// One of the exits of an office.
    Connection officeExit(Connection office, Dice dice) {
        return new Connection(office.network(), office.region(), office.address() + dice.below(officeAddresses), 0);
    }

    Connection hosting(Country country, Dice dice) {
        return any(local(country).hosting.draw(dice), country.regions().draw(dice), dice);
    }

    Connection anonymizer(Country country, Dice dice) {
        return any(local(country).anonymizer.draw(dice), country.regions().draw(dice), dice);
    }

    /// Somebody's home or phone whose line is for rent.
    Connection residential(Country country, Dice dice) {
        if (dice.chance(residentialMobile)) {
            return any(carrier(country, dice), country.regions().draw(dice), dice);
        }
        return residential(provider(country, dice), country.regions().draw(dice), dice);
    }

    /// Somebody's home at this provider and in this region.
    Connection residential(Network provider, Country.Region region, Dice dice) {
        return dice.chance(sharedAddresses)
                ? sharedAddress(provider, region, dice)
                : fixedAddress(provider, region, dice);
    }

    private static Connection any(Network network, Country.Region region, Dice dice) {
        int block = network.firstBlock() + dice.below(network.blocks());
        return new Connection(network, region, block * 256 + 1 + dice.below(254), 0);
    }
}
