package sekisho.server.demo;

import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.engine.Evidence;
import sekisho.engine.Finding;
import sekisho.replay.Login;
import sekisho.replay.LookBack;
import sekisho.server.demo.LookBackPage.Bar;
import sekisho.server.demo.LookBackPage.Change;
import sekisho.server.demo.LookBackPage.Choice;
import sekisho.server.demo.LookBackPage.Result;
import sekisho.server.demo.LookBackPage.Row;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.risk.Places;
import sekisho.server.risk.ReasonTexts;

/// The scene in which the policy changes, and a made-up past is judged once more.
@Controller
@Profile("demo")
@ForEveryone
class LookBackController {
    private static final int MOST_CHANGES = 10;
    private static final int MOST_REASONS = 3;

    /// A smaller finding, in nats, would be no reason to ask.
    private static final double LEAST_REASON = 0.2;

    private static final String OWN = "legitimate";

    private final LookBacks lookBacks;
    private final ReasonTexts reasons;
    private final Places places;
    private final Moments moments;

    LookBackController(LookBacks lookBacks, ReasonTexts reasons, Places places, Moments moments) {
        this.lookBacks = lookBacks;
        this.reasons = reasons;
        this.places = places;
        this.moments = moments;
    }

    @GetMapping("/demo/look-back")
    String lookBack(@RequestParam(required = false) @Nullable String budget, Locale locale, Model model)
            throws InterruptedException {
        ChallengeBudget chosen = ChallengeBudget.find(budget).orElse(null);
        Optional<LookBack> found = chosen == null ? Optional.empty() : lookBacks.under(chosen);
        model.addAttribute(
                "page",
                new LookBackPage(
                        Arrays.stream(ChallengeBudget.values())
                                .map(each -> new Choice(each.percent(), percent(each.share(), locale)))
                                .toList(),
                        (chosen == null ? ChallengeBudget.TWO_PERCENT : chosen).percent(),
                        chosen != null && found.isEmpty(),
                        chosen == null || found.isEmpty() ? null : result(chosen, found.get(), locale)));
        return "demo/look-back";
    }

    private Result result(ChallengeBudget budget, LookBack found, Locale locale) {
        List<Row> attacks = new ArrayList<>();
        found.attacks().forEach((scenario, count) -> attacks.add(row(scenario.word(), count, locale)));
        return new Result(
                percent(budget.share(), locale),
                found.members(),
                LookBacks.DAYS,
                row(OWN, found.own(), locale),
                attacks,
                row("all", found.allAttacks(), locale),
                found.newlyAsked().size(),
                found.newlyMissed().size(),
                changes(found).map(change -> change(change, locale)).toList());
    }

    private static Row row(String key, LookBack.Count count, Locale locale) {
        return new Row(
                key, count.all(), bar(count.before(), count.all(), locale), bar(count.after(), count.all(), locale));
    }

    private static Bar bar(int count, int all, Locale locale) {
        double share = all == 0 ? 0 : (double) count / all;
        return new Bar(count, 100 * share, percent(share, locale));
    }

    private static String percent(double share, Locale locale) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /// As many of each kind if there are enough of both, spread over the whole history.
    private static Stream<LookBack.Change> changes(LookBack found) {
        List<LookBack.Change> asked = found.newlyAsked();
        List<LookBack.Change> missed = found.newlyMissed();
        int ofMissed = Math.min(missed.size(), Math.max(MOST_CHANGES / 2, MOST_CHANGES - asked.size()));
        return Stream.concat(spread(asked, MOST_CHANGES - ofMissed), spread(missed, ofMissed))
                .sorted(Comparator.comparingLong(change -> change.login().at()));
    }

    private static Stream<LookBack.Change> spread(List<LookBack.Change> all, int most) {
        int wanted = Math.min(most, all.size());
        return Stream.iterate(0, i -> i < wanted, i -> i + 1).map(i -> all.get(i * all.size() / wanted));
    }

    private Change change(LookBack.Change change, Locale locale) {
        Login login = change.login();
        Instant at = Instant.ofEpochMilli(login.at());
        boolean own = !change.scenario().isAttack();
        return new Change(
                own ? OWN : change.scenario().word(),
                own,
                moments.date(at, locale),
                places.describe(network(login), locale),
                login.networkType().name().toLowerCase(Locale.ROOT),
                deviceType(login.deviceType()),
                change.reasons().stream()
                        .filter(finding -> finding.contribution() >= LEAST_REASON)
                        .sorted(Comparator.comparingDouble(Finding::contribution)
                                .reversed())
                        .limit(MOST_REASONS)
                        .map(finding -> reasons.after(finding, at, locale))
                        .toList());
    }

    private static Evidence.Network network(Login login) {
        return new Evidence.Network(
                login.address(),
                null,
                login.asn(),
                null,
                login.country(),
                login.region(),
                login.city(),
                null,
                login.networkType(),
                null);
    }

    /// Histories call a phone `mobile`.
    private static String deviceType(@Nullable String type) {
        return switch (type) {
            case "mobile" -> "phone";
            case "desktop", "tablet", "bot" -> type;
            case null -> "other";
            default -> "other";
        };
    }
}
