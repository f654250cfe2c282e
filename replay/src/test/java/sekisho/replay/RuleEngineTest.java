package sekisho.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleEngineTest {
    private static final Login FIRST = TestLogin.of("hanako").keeps("token-1").build();

    @ParameterizedTest
    @EnumSource
    void noRuleJudgesAFirstSignIn(Rule rule) {
        RuleEngine engine = new RuleEngine(rule);
        engine.learn(TestLogin.of("taro").build());

        assertThat(engine.assess(FIRST)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void noRuleChallengesWhatTheMemberAlwaysDoes(Rule rule) {
        Login again = TestLogin.of("hanako").shows("token-1").build();

        assertThat(decision(rule, again)).isEqualTo("ALLOW");
    }

    @ParameterizedTest
    @EnumSource
    void noRuleTakesAMissingValueForANewOne(Rule rule) {
        Login blank = TestLogin.of("hanako")
                .shows("token-1")
                .from(null, null, null)
                .agent(null)
                .build();
        assertThat(decision(rule, blank)).isEqualTo("ALLOW");

        RuleEngine engine = new RuleEngine(rule);
        engine.learn(blank);
        assertThat(requireNonNull(engine.assess(TestLogin.of("hanako").build())).decision())
                .isEqualTo("ALLOW");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # rule,                token,   address,       asn,  country, agent,  decision
                    DEVICE_UNKNOWN,          token-2, 203.0.113.7,   2500, JP,    known, CHALLENGE
                    DEVICE_UNKNOWN,          ,        203.0.113.7,   2500, JP,    known, CHALLENGE
                    DEVICE_UNKNOWN,          token-1, 198.51.100.9,  3102, DE,    other, ALLOW
                    DEVICE_AND_PREFIX_NEW,   ,        203.0.113.99,  2500, JP,    known, ALLOW
                    DEVICE_AND_PREFIX_NEW,   ,        198.51.100.9,  2500, JP,    known, CHALLENGE
                    DEVICE_AND_PREFIX_NEW,   token-1, 198.51.100.9,  2500, JP,    known, ALLOW
                    DEVICE_AND_PROVIDER_NEW, ,        198.51.100.9,  2500, JP,    known, ALLOW
                    DEVICE_AND_PROVIDER_NEW, ,        198.51.100.9,  3102, JP,    known, CHALLENGE
                    DEVICE_AND_PROVIDER_NEW, token-1, 198.51.100.9,  3102, JP,    known, ALLOW
                    COUNTRY_NEW,             token-1, 203.0.113.7,   2500, DE,    known, CHALLENGE
                    COUNTRY_NEW,             ,        198.51.100.9,  3102, JP,    other, ALLOW
                    ADDRESS_OR_AGENT_NEW,    token-1, 203.0.113.8,   2500, JP,    known, CHALLENGE
                    ADDRESS_OR_AGENT_NEW,    token-1, 203.0.113.7,   2500, JP,    other, CHALLENGE
                    ADDRESS_OR_AGENT_NEW,    token-2, 203.0.113.7,   3102, DE,    known, ALLOW
                    """)
    void challengesWhatIsNewForTheMember(
            Rule rule, String token, String address, long asn, String country, String agent, String decision) {
        TestLogin second = TestLogin.of("hanako").shows(token).from(address, asn, country);

        assertThat(decision(
                        rule,
                        agent.equals("known")
                                ? second.build()
                                : second.agent(agent).build()))
                .isEqualTo(decision);
    }

    @Test
    void anotherMembersDeviceIsUnknown() {
        RuleEngine engine = new RuleEngine(Rule.DEVICE_UNKNOWN);
        engine.learn(FIRST);
        engine.learn(TestLogin.of("taro").keeps("token-2").build());

        Verdict verdict = requireNonNull(
                engine.assess(TestLogin.of("hanako").shows("token-2").build()));

        assertThat(verdict).extracting(Verdict::score, Verdict::logOdds).containsExactly(100.0, 1.0);
    }

    @Test
    void withoutTokensInTheFileNoDeviceIsUnknown() {
        RuleEngine engine = new RuleEngine(Rule.DEVICE_UNKNOWN);
        engine.learn(TestLogin.of("hanako").build());

        Verdict verdict = requireNonNull(engine.assess(TestLogin.of("hanako").build()));

        assertThat(verdict).extracting(Verdict::score, Verdict::logOdds).containsExactly(0.0, -1.0);
    }

    private static String decision(Rule rule, Login second) {
        RuleEngine engine = new RuleEngine(rule);
        engine.learn(FIRST);
        return requireNonNull(engine.assess(second)).decision();
    }
}
