package sekisho.server.console.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.console.RecoveryRequests;
import sekisho.server.console.SuggestedReply;
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;

/// Shows the inquiries that wait for an answer.
@Controller
@ForSupportRead
class InboxController {
    private static final int STEP = 25;

    private final Cases cases;
    private final RecoveryRequests recoveries;
    private final Clock clock;

    InboxController(Cases cases, RecoveryRequests recoveries, Clock clock) {
        this.cases = cases;
        this.recoveries = recoveries;
        this.clock = clock;
    }

    @GetMapping(ConsoleArea.HOME)
    String inbox(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "") String from,
            Model model) {
        String wantedLanguage = SuggestedReply.LANGUAGES.stream()
                .map(Locale::getLanguage)
                .filter(language::equals)
                .findFirst()
                .orElse(null);
        Topic wantedTopic = Arrays.stream(Topic.values())
                .filter(one -> one.key().equals(topic))
                .findFirst()
                .orElse(null);
        int first = from.matches("[0-9]{1,4}") ? Integer.parseInt(from) : 0;
        int count = cases.countWaiting(wantedLanguage, wantedTopic);
        Instant now = clock.instant();
        List<InboxPage.Row> rows = cases.waiting(wantedLanguage, wantedTopic, first, STEP).stream()
                .map(waiting -> row(waiting, now))
                .toList();
        model.addAttribute(
                "page",
                new InboxPage(
                        wantedLanguage,
                        wantedTopic == null ? null : wantedTopic.key(),
                        count,
                        first,
                        first + rows.size() < count && !rows.isEmpty() ? (Integer) (first + rows.size()) : null,
                        STEP,
                        Arrays.stream(Topic.values()).map(Topic::key).toList(),
                        rows,
                        recoveries.waiting()));
        return "console/inbox";
    }

    private static InboxPage.Row row(SupportCase waiting, Instant now) {
        @Nullable Instant since = waiting.waitingSince();
        return new InboxPage.Row(
                waiting.number(),
                waiting.locale().getLanguage(),
                waiting.topic().key(),
                Waited.of(Duration.between(since == null ? now : since, now)));
    }
}
