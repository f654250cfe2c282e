package sekisho.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sekisho.server.PreviewController.Sample;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.SecretScan;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;
import sekisho.server.support.web.CasePage;
import sekisho.server.support.web.CasesPage;
import sekisho.server.support.web.NewInquiryPage;
import sekisho.server.support.web.SupportCodePage;
import sekisho.server.support.web.SupportMailboxPage;

/// The member's pages of support, with sample data.
final class SupportSamples {
    private SupportSamples() {}

    static void add(Map<String, Sample> samples, String email, Moment clock, Moment full, boolean ja) {
        String text = ja ? "確認を求められました。\nなぜですか。" : "I was asked to confirm.\nWhy?";
        Moment month = new Moment(ja ? "2025年4月" : "April 2025", "2025-04-01T00:00:00Z");
        samples.put("support-mailbox", mailbox(Topic.RESET, "K7-4Q2X", null, null, List.of()));
        samples.put("support-mailbox-known", mailbox(Topic.CODE, "K7-4Q2X", email, null, List.of()));
        samples.put(
                "support-mailbox-late",
                mailbox(Topic.OTHER, "", null, text, List.of(PageError.of("support.error.ended"))));
        samples.put("support-code", code(email, clock, null, false, List.of()));
        samples.put("support-code-resent", code(email, clock, null, true, List.of()));
        samples.put(
                "support-code-wrong",
                code(email, clock, null, false, List.of(PageError.at("code", "signin.code.error.wrong", 4))));
        samples.put("support-code-wait", code(email, null, full, false, List.of()));
        samples.put("support-new", inquiry(List.of(), "", List.of(), List.of()));
        samples.put(
                "support-new-accounts",
                inquiry(
                        List.of(
                                new NewInquiryPage.Account("7f3a", "山田 花子", ja ? "家族" : "Family", month),
                                new NewInquiryPage.Account("91bc", "山田 花子", null, month)),
                        text,
                        List.of(),
                        List.of(
                                PageError.at("ref", "support.error.reference"),
                                PageError.at("account", "support.error.account"))));
        samples.put(
                "support-new-masked",
                inquiry(
                        List.of(),
                        text + " ●●●●●●",
                        List.of(SecretScan.Kind.values()),
                        List.of(PageError.at("text", "support.masked"))));
        samples.put(
                "support-new-many",
                inquiry(List.of(), text, List.of(), List.of(PageError.of("support.error.many", full.text()))));
        samples.put(
                "support-cases",
                new Sample(
                        "support/cases",
                        new CasesPage(
                                Stream.of(SupportCase.State.values())
                                        .map(state -> new CasesPage.Row("Q7K4-Z2MD", Topic.SIGN_IN, state, full))
                                        .toList(),
                                clock)));
        samples.put("support-cases-none", new Sample("support/cases", new CasesPage(List.of(), null)));
        List<CasePage.Entry> entries = new ArrayList<>();
        entries.add(new CasePage.Entry("member", null, text, full));
        for (CaseEvent.Kind kind : CaseEvent.Kind.values()) {
            if (kind != CaseEvent.Kind.REPLIED) {
                entries.add(new CasePage.Entry(
                        kind.key(), List.of("read", "act", "lead").get(kind.ordinal() % 3), null, full));
            }
        }
        entries.add(new CasePage.Entry("staff", "read", text, full));
        samples.put("support-case", thread(SupportCase.State.ANSWERED, entries, false, List.of()));
        samples.put("support-case-received", thread(SupportCase.State.OPEN, entries.subList(0, 1), true, List.of()));
        samples.put(
                "support-case-waiting",
                thread(SupportCase.State.OPEN, entries, false, List.of(PageError.of("support.error.waiting", 20))));
    }

    private static Sample mailbox(
            Topic topic, String reference, @Nullable String known, @Nullable String unsent, List<PageError> errors) {
        return new Sample("support/mailbox", new SupportMailboxPage(topic, reference, "", known, unsent, errors));
    }

    private static Sample code(
            String email, @Nullable Moment until, @Nullable Moment wait, boolean resent, List<PageError> errors) {
        return new Sample("support/code", new SupportCodePage(email, until, 3, resent, "K7-4Q2X", wait, errors));
    }

    private static Sample inquiry(
            List<NewInquiryPage.Account> accounts, String text, List<SecretScan.Kind> masked, List<PageError> errors) {
        return new Sample(
                "support/new",
                new NewInquiryPage(Topic.CODE, "K7-4Q2X", accounts, "7f3a", text, "sealed", masked, 1500, errors));
    }

    private static Sample thread(
            SupportCase.State state, List<CasePage.Entry> entries, boolean received, List<PageError> errors) {
        return new Sample(
                "support/case",
                new CasePage(
                        "Q7K4-Z2MD",
                        Topic.RESET,
                        state,
                        "K7-4Q2X",
                        entries,
                        received,
                        "",
                        "",
                        List.of(),
                        1500,
                        errors));
    }
}
