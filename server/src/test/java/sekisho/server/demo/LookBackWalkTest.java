package sekisho.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sekisho.replay.LookBack;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// The scene in which a newcomer changes the policy.
class LookBackWalkTest {
    private static final Pattern OWN = Pattern.compile("会員：確認をお願いするサインインは、標準の方針で([\\d,]+)回、この上限で([\\d,]+)回です");
    private static final Pattern ATTACKS = Pattern.compile("攻撃：([\\d,]+)回のうち、止めるのは、標準の方針で([\\d,]+)回、この上限で([\\d,]+)回です");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("spring.profiles.active=demo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer open(String path) {
        return new Visitor(server.base()).get(path);
    }

    @Test
    void theLobbyLeadsToAFormThatHasNotLookedBackYet() {
        assertThat(open("/demo").body()).contains("href=\"/demo/look-back\"", "方針を変えて、過去にさかのぼる");

        String page = open("/demo/look-back").body();

        assertThat(page).contains("value=\"0.5\"", "value=\"5\"", "サインインの0.5%").doesNotContain("<table");
    }

    @Test
    void aLargerBudgetAsksMoreMembersAndStopsAtLeastAsManyAttacks() throws InterruptedException {
        List<Integer> asked = new ArrayList<>();
        List<Integer> stopped = new ArrayList<>();
        for (ChallengeBudget budget : ChallengeBudget.values()) {
            Answer page = open("/demo/look-back?budget=" + budget.percent());
            assertThat(page.status()).isEqualTo(200);
            List<Integer> own = numbers(OWN, page.body());
            List<Integer> attacks = numbers(ATTACKS, page.body());
            LookBack truth = server.bean(LookBacks.class).under(budget).orElseThrow();
            assertThat(own).containsExactly(truth.own().before(), truth.own().after());
            assertThat(attacks)
                    .containsExactly(
                            truth.allAttacks().all(),
                            truth.allAttacks().before(),
                            truth.allAttacks().after());
            asked.add(own.getLast());
            stopped.add(attacks.getLast());
        }
        assertThat(asked).isSorted().doesNotHaveDuplicates();
        assertThat(stopped).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void decisionsThatChangeStandWithTheirReasonsInBothLanguages() {
        String japanese = open("/demo/look-back?budget=5").body();
        assertThat(japanese).contains("<html lang=\"ja\"", "新たに確認をお願いする", "パソコン", "自宅の回線を使う身近な人");
        assertThat(rows(japanese)).isEqualTo(10);

        String english = open("/demo/look-back?budget=5&lang=en").body();
        assertThat(english)
                .contains("<html lang=\"en\"", "Newly asked for a proof", "computer", "Somebody on the member")
                .contains("We had no record of this device", "250 members signed in 5,")
                .doesNotContain("??");
        assertThat(rows(english)).isEqualTo(10);
        assertThat(open("/demo/look-back?budget=0.5&lang=en").body()).contains("Newly let in");
    }

    @Test
    void anotherBudgetThanThoseOfferedShowsTheForm() {
        Answer page = open("/demo/look-back?budget=1000");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<form").doesNotContain("<table");
    }

    private static int rows(String page) {
        return page.split("<th scope=\"row\"><time", -1).length - 1;
    }

    private static List<Integer> numbers(Pattern sentence, String page) {
        Matcher found = sentence.matcher(page);
        assertThat(found.find()).as(sentence.pattern()).isTrue();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= found.groupCount(); i++) {
            numbers.add(Integer.parseInt(found.group(i).replace(",", "")));
        }
        return numbers;
    }
}
