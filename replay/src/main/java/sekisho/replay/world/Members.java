package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;

/// Draws members, each from random numbers of his own: more members change nothing in the first ones.
final class Members {
    private final long seed;
    private final Profile profile;
    private final Home.Builder homes;
    private final People people;
    private final Weighted<Gap> gaps;
    private final double datasetMedian;
    private final double datasetSigma;
    private final double shopFrom;
    private final double shopTo;
    private final double rateDrift;
    private final double shared;
    private final double sameHousehold;
    private final double breached;
    private final double breachedAYear;
    private final double breachedChange;
    private final double breachedChangeDays;

    /// A class of members by the mean days between their sign-ins.
    private record Gap(double share, double from, double to) {}

    Members(Parameters parameters, long seed, Profile profile, Home.Builder homes, People people) {
        this.seed = seed;
        this.profile = profile;
        this.homes = homes;
        this.people = people;
        Parameters signIns = parameters.group("sign_ins");
        Parameters classes = signIns.group("classes");
        List<Gap> all = new ArrayList<>();
        for (String name : classes.names()) {
            Parameters gap = classes.group(name);
            all.add(new Gap(gap.number("share"), gap.number("from"), gap.number("to")));
        }
        gaps = Weighted.of(all, Gap::share);
        datasetMedian = signIns.number("dataset_median");
        datasetSigma = signIns.number("dataset_sigma");
        shopFrom = signIns.number("shop_from");
        shopTo = signIns.number("shop_to");
        rateDrift = signIns.number("rate_drift");
        Parameters accounts = parameters.group("accounts");
        shared = accounts.number("shared");
        sameHousehold = accounts.number("same_household");
        breached = accounts.number("breached");
        breachedAYear = accounts.number("breached_a_year");
        breachedChange = accounts.number("breached_change");
        breachedChangeDays = accounts.number("breached_change_days");
    }

    Member member(int number) {
        Home home = homes.build(Dice.of(seed, "household", household(number)));
        Dice dice = Dice.of(seed, "member", number);
        Person owner = people.person(home, dice);
        Person second = dice.chance(shared) ? people.person(home, dice) : null;
        double breachedFrom = dice.chance(breached) ? 0 : dice.exponential(365 / breachedAYear);
        double breachedUntil = dice.chance(breachedChange)
                ? breachedFrom + dice.exponential(breachedChangeDays)
                : Double.POSITIVE_INFINITY;
        return new Member(number, owner, second, gapDays(dice), rateDrift * dice.normal(), breachedFrom, breachedUntil);
    }

    /// Number of the member with whom the household begins.
    private int household(int number) {
        int first = number;
        while (first > 0 && Dice.of(seed, "moved in", first).chance(sameHousehold)) {
            first--;
        }
        return first;
    }

    private double gapDays(Dice dice) {
        return switch (profile) {
            case SHOP -> 365 / dice.between(shopFrom, shopTo);
            case DATASET -> 365 / dice.logNormal(datasetMedian, datasetSigma);
            case MIXED -> {
                Gap gap = gaps.draw(dice);
                yield gap.from * StrictMath.pow(gap.to / gap.from, dice.unit());
            }
        };
    }
}
