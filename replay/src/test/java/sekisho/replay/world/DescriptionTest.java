package sekisho.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;
import sekisho.replay.world.Description.Rule;

/// The world stays near the figures that it was built for.
class DescriptionTest {
    private static final Map<Era, Description> MIXED = new EnumMap<>(Era.class);

    @Test
    void oftenKnownByTokenAndAddress() {
        for (Era era : Era.values()) {
            assertThat(mixed(era).knownToken()).isBetween(0.84, 0.89);
            assertThat(mixed(era).knownAddress()).isBetween(0.60, 0.70);
        }
    }

    @Test
    void reducedUserAgentsAreFew() {
        assertThat(mixed(Era.Y2020).userAgents()).isGreaterThan(2000);
        assertThat(mixed(Era.Y2026).userAgents()).isBetween(150, 800);
    }

    @Test
    void simpleRulesChallengeFewMembers() {
        challenges(Rule.TOKEN_UNKNOWN, Scenario.LEGITIMATE, 0.11, 0.16);
        challenges(Rule.AND_BLOCK_NEW, Scenario.LEGITIMATE, 0.02, 0.04);
        challenges(Rule.AND_ASN_NEW, Scenario.LEGITIMATE, 0.007, 0.016);
        challenges(Rule.COUNTRY_NEW, Scenario.LEGITIMATE, 0.001, 0.006);
        challenges(Rule.ADDRESS_OR_AGENT_NEW, Scenario.LEGITIMATE, 0.42, 0.54);
    }

    @Test
    void theBetterTheAttackerTheLessTheySee() {
        for (Scenario attacker :
                List.of(Scenario.NAIVE, Scenario.VPN, Scenario.TARGETED, Scenario.VERY_TARGETED, Scenario.INSIDER)) {
            challenges(Rule.TOKEN_UNKNOWN, attacker, 1, 1);
        }
        challenges(Rule.TOKEN_UNKNOWN, Scenario.COOKIE_THIEF, 0.09, 0.19);
        challenges(Rule.AND_BLOCK_NEW, Scenario.TARGETED, 0.73, 0.88);
        challenges(Rule.AND_BLOCK_NEW, Scenario.INSIDER, 0.12, 0.24);
        challenges(Rule.AND_ASN_NEW, Scenario.VPN, 0.83, 0.95);
        challenges(Rule.AND_ASN_NEW, Scenario.TARGETED, 0.10, 0.20);
        challenges(Rule.COUNTRY_NEW, Scenario.NAIVE, 0.97, 1);
        challenges(Rule.COUNTRY_NEW, Scenario.VPN, 0, 0.01);
    }

    @Test
    void membersSignInAsOftenAsTheProfileSays() {
        Description dataset = describe(3000, 365, Era.Y2020, Profile.DATASET);
        assertThat(dataset.median()).isEqualTo(2);
        assertThat(dataset.p90()).isBetween(8, 10);
        assertThat(dataset.p99()).isBetween(23, 33);
        Description shop = describe(1000, 365, Era.Y2026, Profile.SHOP);
        assertThat(shop.median()).isBetween(6, 10);
        assertThat(shop.p90()).isBetween(11, 16);
        assertThat(mixed(Era.Y2026).median()).isBetween(22, 38);
    }

    private static void challenges(Rule rule, Scenario scenario, double from, double to) {
        Map<Scenario, Double> shares =
                Objects.requireNonNull(mixed(Era.Y2026).challenged().get(rule));
        assertThat(shares.get(scenario)).as("%s, %s", rule, scenario).isBetween(from, to);
    }

    private static Description mixed(Era era) {
        return MIXED.computeIfAbsent(era, fresh -> describe(1500, 400, era, Profile.MIXED));
    }

    private static Description describe(int members, int days, Era era, Profile profile) {
        World.Settings settings = new World.Settings(members, days, 1, era, profile, null);
        return Description.of(new World(settings, Parameters.bundled()).rows());
    }
}
