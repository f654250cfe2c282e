package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static sekisho.engine.Scenes.*;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/// What is remembered of a member, and for how long.
@Domain(SignIns.class)
@Domain(DomainContext.Global.class)
class AccountHistoryTest {

    @Property
    void comesBackFromItsBytesUnchanged(@ForAll AccountHistory history, @ForAll Evidence next) {
        AccountHistory reread = AccountHistory.fromBytes(history.toBytes());

        assertThat(reread.toBytes()).isEqualTo(history.toBytes());
        assertThat(reread.signIns()).isEqualTo(history.signIns());
        assertThat(reread.learn(next, NOBODY).toBytes())
                .isEqualTo(history.learn(next, NOBODY).toBytes());
    }

    @Property
    void neverGrowsBeyondItsBounds(@ForAll @Size(max = 200) List<Evidence> signIns) {
        AccountHistory history = SignIns.learnInOrder(signIns);

        assertThat(history.toBytes()).hasSizeLessThanOrEqualTo(HistoryBytes.MAX_BYTES);
        for (Feature feature : Feature.values()) {
            assertThat(history.count(feature)).isLessThanOrEqualTo(feature.most);
        }
    }

    @Property
    void refusesGarbageInOneWayOnly(@ForAll @Size(max = 300) byte[] garbage) {
        assertReadOrRefused(garbage);
    }

    @Property
    void refusesOrReadsDamagedBytesButNeverBreaks(
            @ForAll AccountHistory history, @ForAll @IntRange(max = 4_000) int at, @ForAll byte put) {
        byte[] bytes = history.toBytes();
        bytes[at % bytes.length] = put;

        assertReadOrRefused(bytes);
    }

    private static void assertReadOrRefused(byte[] bytes) {
        try {
            AccountHistory read = AccountHistory.fromBytes(bytes);
            Assessment assessment = new RiskEngine()
                    .assess(evidence(HOME, WINDOWS, DeviceRecognition.UNKNOWN, RIGHT), read, Population.empty());
            assertThat(assessment.score()).isBetween(0.0, 100.0);
            read.learn(usual(NOW, HOME, WINDOWS), NOBODY);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageFindingMatch("not a history|not a point on the earth");
        }
    }

    @Example
    void refusesEveryCutAndAnythingBehindTheEnd() {
        byte[] bytes = hanako().toBytes();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> AccountHistory.fromBytes(cut));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHistory.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHistory.fromBytes(new byte[HistoryBytes.MAX_BYTES + 1]));
    }

    @Example
    void ofAUsualMemberTakesAtMostFourHundredBytesHoweverOftenSheSignsIn() {
        AccountHistory history = hanako();
        assertThat(history.toBytes()).hasSizeLessThanOrEqualTo(400);

        for (int hour = 0; hour < 10_000; hour++) {
            history = history.learn(usual(NOW.plus(Duration.ofHours(hour)), HOME, IPHONE), NOBODY);
        }
        assertThat(history.toBytes()).hasSizeLessThanOrEqualTo(400);
        assertThat(history.signIns()).isEqualTo(10_060);
    }

    @Example
    void keepsNoAddressInPlainText() {
        assertThat(new String(hanako().toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("JP", "2516")
                .doesNotContain("203.0.113");
    }

    @Example
    void fadesByHalfInSeventyFiveDays() {
        AccountHistory history = AccountHistory.empty()
                .learn(usual(NOW, HOME, WINDOWS), NOBODY)
                .learn(usual(NOW.plus(Duration.ofDays(75)), PARIS_HOTEL, WINDOWS), NOBODY);

        assertThat(history.weight(Feature.COUNTRY, Values.of("JP"))).isEqualTo(0.5);
        assertThat(history.weight(Feature.COUNTRY, Values.of("FR"))).isEqualTo(1);
    }

    @Example
    void forgetsAPlaceSeenOnceAfterTwoYears() {
        AccountHistory history = AccountHistory.empty()
                .learn(usual(NOW, PARIS_HOTEL, WINDOWS), NOBODY)
                .learn(usual(NOW.plus(Duration.ofDays(730)), HOME, WINDOWS), NOBODY);

        assertThat(history.mostUsual(Feature.COUNTRY)).containsExactly("JP");
    }

    @Example
    void keepsTheMostUsualValuesAndTheNewestOne() {
        AccountHistory history = hanako();
        for (int i = 0; i < 50; i++) {
            history = history.learn(
                    usual(
                            NOW.plus(Duration.ofDays(i)),
                            new Evidence.Network(
                                    "h" + i, "p" + i, 1L + i, null, "JP", null, null, null, NetworkType.FIXED),
                            WINDOWS),
                    NOBODY);
        }

        assertThat(history.mostUsual(Feature.ASN))
                .contains("2516", "9605", "50")
                .hasSize(Feature.ASN.most);
    }

    /// K59, slow teaching: somebody who got through may sign in a thousand times a day and yet hardly
    /// moves the habit.
    @Example
    void learnsAtMostTwoSignInsADay() {
        AccountHistory history = hanako();
        Instant morning = Instant.parse("2026-11-24T00:00:00Z");
        for (int minute = 0; minute < 1_000; minute++) {
            history = history.learn(usual(morning.plus(Duration.ofMinutes(minute)), SAO_PAULO_HOME, INTRUDER), NOBODY);
        }

        assertThat(history.weight(Feature.COUNTRY, Values.of("BR"))).isLessThanOrEqualTo(2);
        assertThat(history.weight(Feature.COUNTRY, Values.of("JP"))).isGreaterThan(20);
    }

    /// K59: nothing is learned from a sign-in whose password was wrong.
    @Example
    void refusesToLearnFromAWrongPassword() {
        Evidence wrong =
                evidence(HOME, WINDOWS, DeviceRecognition.UNKNOWN, new Evidence.Credential(false, null, false));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHistory.empty().learn(wrong, NOBODY))
                .withMessageContaining("wrong password");
    }

    @Example
    void takesALateSignInAsOfTheSameMomentAndAnyInstant() {
        AccountHistory history = hanako();

        AccountHistory late = history.learn(usual(NOW.minus(Duration.ofDays(90)), HOME, WINDOWS), NOBODY);
        assertThat(late.weight(Feature.COUNTRY, Values.of("JP")))
                .isGreaterThan(history.weight(Feature.COUNTRY, Values.of("JP")));
        for (Instant extreme : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            AccountHistory odd = history.learn(usual(extreme, HOME, WINDOWS), NOBODY);
            assertThat(AccountHistory.fromBytes(odd.toBytes()).signIns()).isEqualTo(history.signIns() + 1);
        }
    }

    @Example
    void doesNotTakeTheExitOfADataCentreForAPlaceOfTheMember() {
        AccountHistory home = AccountHistory.empty().learn(usual(NOW, HOME, WINDOWS), NOBODY);
        Evidence.Network abroad =
                new Evidence.Network("1.1.1.1", null, null, null, "FR", null, null, PARIS, NetworkType.ANONYMIZER);
        AccountHistory history = home.learn(usual(NOW.plusSeconds(60), abroad, WINDOWS), NOBODY);

        assertThat(history.lastPlace()).isEqualTo(home.lastPlace());
    }

    @Property(tries = 50)
    void anythingThatABrowserSendsIsStoredShort(@ForAll String odd, @ForAll @ByteRange(min = 1) byte times) {
        String huge = odd.repeat(times);
        Evidence.Browser browser = new Evidence.Browser(huge, Integer.MAX_VALUE, huge, huge, huge, huge);
        AccountHistory history = AccountHistory.empty().learn(usual(NOW, HOME, browser), NOBODY);

        assertThat(history.toBytes()).hasSizeLessThan(400);
        assertThat(AccountHistory.fromBytes(history.toBytes()).toBytes()).isEqualTo(history.toBytes());
    }
}
