package sekisho.server.console.web;

import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import sekisho.server.audit.OpeningRate;
import sekisho.server.platform.web.ForSupportLead;
import sekisho.server.platform.web.Moments;
import sekisho.server.support.Cases;

/// Shows leads how support answers, and alarms about agents.
@Controller
@ForSupportLead
class FiguresController {
    private static final int DAYS = 30;

    private final Cases cases;
    private final OpeningRate rate;
    private final Moments moments;

    FiguresController(Cases cases, OpeningRate rate, Moments moments) {
        this.cases = cases;
        this.rate = rate;
        this.moments = moments;
    }

    @GetMapping("/console/figures")
    String show(Locale locale, Model model) {
        model.addAttribute(
                "page",
                new FiguresPage(
                        DAYS,
                        cases.figures(DAYS).stream()
                                .map(figure -> new FiguresPage.Row(
                                        figure.language().getLanguage(),
                                        figure.topic().key(),
                                        figure.sent(),
                                        figure.unchanged(),
                                        Math.round(100f * figure.unchanged() / figure.sent()),
                                        figure.waited() == null ? null : Waited.of(figure.waited())))
                                .toList(),
                        rate.alarms().stream()
                                .map(alarm -> new FiguresPage.Alarm(
                                        moments.full(alarm.raisedAt(), locale),
                                        alarm.staffName(),
                                        alarm.openings(),
                                        alarm.usual(),
                                        alarm.refused()))
                                .toList()));
        return "console/figures";
    }
}
