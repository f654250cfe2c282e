package sekisho.server.console.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.server.console.Avoidance;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;

/// The pages of the console with sample data: the template, then what it shows.
public final class ConsoleSamples {
    private final boolean ja;
    private final Moment full;
    private final Moment clock;
    private final List<Reason> against;
    private final List<Reason> trust;

    public ConsoleSamples(boolean ja, Moment full, Moment clock, List<Reason> against, List<Reason> trust) {
        this.ja = ja;
        this.full = full;
        this.clock = clock;
        this.against = against;
        this.trust = trust;
    }

    /// A page in one state.
    public record Page(String template, Object page) {}

    public Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put(
                "console-inbox",
                new Page(
                        "console/inbox",
                        new InboxPage(
                                "ja",
                                "code",
                                60,
                                25,
                                50,
                                25,
                                List.of("reset", "code", "way", "alert", "sign_in", "recovery", "other"),
                                List.of(
                                        new InboxPage.Row("Q7K4-Z2MD", "ja", "code", new Waited("days", 3)),
                                        new InboxPage.Row("Q7K4-Z2ME", "en", "reset", new Waited("hours", 2))),
                                List.of("Q7K4-Z2MF"))));
        pages.put(
                "console-inbox-empty",
                new Page(
                        "console/inbox",
                        new InboxPage(null, null, 0, 0, null, 25, List.of("other"), List.of(), List.of())));
        pages.put("console-look-up", lookUp("", List.of(), false, List.of()));
        pages.put(
                "console-look-up-several",
                lookUp("K7-4Q2X", List.of(new LookUpPage.Hit(full), new LookUpPage.Hit(full)), false, List.of()));
        pages.put("console-look-up-nothing", lookUp("K7-4Q2X", List.of(), true, List.of()));
        for (String why : List.of("malformed", "refused")) {
            pages.put(
                    "console-look-up-" + why,
                    lookUp("K7", List.of(), false, List.of(PageError.at("number", "console.lookup." + why))));
        }
        for (Avoidance.Kind kind : Avoidance.Kind.values()) {
            pages.put("console-case-" + kind.key(), new Page("console/case", known(kind, false, List.of())));
        }
        pages.put("console-case-closed", new Page("console/case", known(Avoidance.Kind.ENOUGH, true, List.of())));
        for (String fault : List.of("fault.empty", "fault.asks_for_secret", "fault.leads_elsewhere", "stale")) {
            pages.put(
                    "console-case-" + fault,
                    new Page(
                            "console/case",
                            known(
                                    Avoidance.Kind.ENOUGH,
                                    false,
                                    List.of(PageError.at("text-ja", "console.reply." + fault)))));
        }
        for (String proof : List.of("signed_in", "unknown", "none")) {
            pages.put("console-case-foreign-" + proof, new Page("console/case", foreign(proof)));
        }
        pages.put("console-templates", templates(false, null, List.of()));
        pages.put("console-templates-lead", templates(true, "released", List.of()));
        pages.put(
                "console-templates-wrong",
                templates(
                        true,
                        null,
                        List.of(
                                PageError.at("name", "console.templates.error.name"),
                                PageError.at("text-ja", "console.reply.fault.empty"))));
        pages.put(
                "console-record",
                new Page(
                        "console/record",
                        new RecordPage(
                                List.of(
                                        new RecordPage.Row(full, "console.event.opened", "Q7K4-Z2MD", null),
                                        new RecordPage.Row(full, "console.action.looked_up", null, "K7-4Q2X")),
                                100)));
        pages.put("console-record-empty", new Page("console/record", new RecordPage(List.of(), 100)));
        pages.put(
                "console-figures",
                new Page(
                        "console/figures",
                        new FiguresPage(
                                30,
                                List.of(
                                        new FiguresPage.Row("ja", "code", 12, 8, 67, new Waited("minutes", 14)),
                                        new FiguresPage.Row("en", "other", 1, 0, 0, null)),
                                List.of(
                                        new FiguresPage.Alarm(full, "sakura", 25, 4, false),
                                        new FiguresPage.Alarm(full, "sakura", 61, 4, true)))));
        pages.put("console-figures-empty", new Page("console/figures", new FiguresPage(30, List.of(), List.of())));
        return pages;
    }

    /// What the case pages show of actions.
    public Object tools() {
        return new CaseTools.View(
                "Q7K4-Z2MD",
                true,
                true,
                List.of("resend", "cancel_step", "end_sessions", "clear_devices", "mark_false_alarm"),
                true,
                new CaseTools.Recovery("h••••o@new.example", ja ? "電話で依頼" : "asked on the phone", false),
                new CaseTools.Check("waiting", 3, clock, null, null, null),
                null);
    }

    private static Page lookUp(String number, List<LookUpPage.Hit> hits, boolean nothing, List<PageError> errors) {
        return new Page("console/look-up", new LookUpPage(number, hits, nothing, errors));
    }

    private Page templates(boolean lead, @Nullable String said, List<PageError> errors) {
        String text = ja ? "電車の中でも\n起こります。" : "It happens\non trains, too.";
        return new Page(
                "console/templates",
                new TemplatesPage(
                        List.of(
                                new TemplatesPage.Row("1", ja ? "電車" : "Trains", text, text, true, false),
                                new TemplatesPage.Row("2", ja ? "海外" : "Abroad", text, text, false, true),
                                new TemplatesPage.Row("3", "VPN", text, text, false, false)),
                        lead,
                        "",
                        "",
                        "",
                        said,
                        errors));
    }

    private CasePage known(Avoidance.Kind kind, boolean closed, List<PageError> errors) {
        String text = ja ? "ご連絡ありがとうございます。\nはい、当店のものです。" : "Thank you for contacting us.\nYes, this is us.";
        String reason = ja ? "ブラジルからの接続でした" : "It came from Brazil";
        boolean assessed = kind != Avoidance.Kind.NOT_ASSESSED;
        return new CasePage(
                head("mailbox", null, closed),
                new CasePage.Member("山田 花子", "h••••o@example.jp", "••••78"),
                List.of(
                        new CasePage.Message(null, ja ? "本物ですか。" : "Is this you?", full),
                        new CasePage.Message("act", text, full)),
                story(),
                new CasePage.Decision(
                        "K7-4Q2X",
                        "code",
                        "waiting",
                        full,
                        "Windows",
                        ja ? "サンパウロ付近" : "near São Paulo",
                        "standard-2",
                        assessed ? "81.3" : null,
                        assessed ? against : List.of(),
                        assessed ? trust : List.of(),
                        assessed
                                ? new CasePage.Table(
                                        "-4.60",
                                        "+1.47",
                                        "81.3",
                                        List.of(
                                                new CasePage.Row(reason, "+3.10", "16.4"),
                                                new CasePage.Row(reason, "-0.40", "86.6")))
                                : null,
                        kind.key(),
                        kind == Avoidance.Kind.NOTHING_ASKED ? List.of() : List.of(reason)),
                List.of(
                        new CasePage.Seen("page", ja ? "コード" : "Code", ja ? "ja" : "en", text, full),
                        new CasePage.Seen("mail", ja ? "●●●●●● 確認" : "●●●●●● code", ja ? "ja" : "en", text, full)),
                List.of(new CasePage.Draft("ja", text), new CasePage.Draft("en", text)),
                kind == Avoidance.Kind.NOTHING_ASKED,
                List.of(new CasePage.Template("1", "VPN")),
                7,
                errors);
    }

    private CasePage foreign(String proof) {
        return new CasePage(
                head(proof, "K7-4Q2X", false),
                null,
                List.of(),
                story(),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                0,
                List.of());
    }

    private CasePage.Head head(String proof, @Nullable String foreign, boolean closed) {
        return new CasePage.Head(
                "Q7K4-Z2MD",
                "inquiry",
                "code",
                ja ? "ja" : "en",
                closed ? "closed" : "open",
                full,
                proof,
                proof.equals("signed_in") || proof.equals("none") ? null : "h••••o@example.jp",
                foreign,
                closed);
    }

    private List<CasePage.Line> story() {
        return List.of(
                new CasePage.Line(full, ja ? "会員が書き込みました" : "The member wrote"),
                new CasePage.Line(full, ja ? "お問い合わせを開きました" : "Case opened"));
    }
}
