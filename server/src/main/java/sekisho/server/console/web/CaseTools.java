package sekisho.server.console.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.EmailAddress;
import sekisho.server.console.Actions;
import sekisho.server.console.RecoveryRequests;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Moments;
import sekisho.server.risk.Browsers;
import sekisho.server.staff.StaffMember;
import sekisho.server.staff.StaffRole;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.SupportCase;

/// Shows what an agent can do on a case: actions, a recovery by two agents, the check of a caller.
@Component
class CaseTools {
    private final RecoveryRequests recoveries;
    private final CallerChecks checks;
    private final Browsers browsers;
    private final Moments moments;

    CaseTools(RecoveryRequests recoveries, CallerChecks checks, Browsers browsers, Moments moments) {
        this.recoveries = recoveries;
        this.checks = checks;
        this.browsers = browsers;
        this.moments = moments;
    }

    /// What the fragments `console/actions` and `console/check` show.
    ///
    /// @param number of the case
    /// @param acts whether the agent's role lets him act
    /// @param known whether there is an account to act on
    /// @param kinds the keys of the actions that the case has
    /// @param recoverable whether a recovery can be asked for
    /// @param recovery one that waits for a second agent
    /// @param check the last check of a caller
    /// @param said what has just happened; null if nothing has
    record View(
            String number,
            boolean acts,
            boolean known,
            List<String> kinds,
            boolean recoverable,
            @Nullable Recovery recovery,
            @Nullable Check check,
            @Nullable Said said) {}

    /// A recovery that waits for a second agent.
    ///
    /// @param mailbox the new one, masked
    /// @param own whether the agent who looks at it asked for it himself
    record Recovery(String mailbox, String reason, boolean own) {}

    /// A check of a caller.
    ///
    /// @param until until when it waits (clock)
    /// @param shown when the number was seen first (full); null if it wasn't
    /// @param since since when that session is signed in (full)
    record Check(
            String stage,
            int triesLeft,
            Moment until,
            @Nullable Moment shown,
            @Nullable Moment since,
            @Nullable String browser) {}

    View of(SupportCase on, StaffMember agent, String said, Locale locale) {
        return new View(
                on.number(),
                agent.role() != StaffRole.READ,
                on.accountKnown(),
                Arrays.stream(Actions.Kind.values())
                        .filter(kind -> Actions.applies(kind, on))
                        .map(Actions.Kind::key)
                        .toList(),
                on.accountKnown() && on.attemptId() != null,
                recoveries
                        .waiting(on)
                        .map(found -> new Recovery(
                                EmailAddress.mask(found.newEmail()),
                                found.reason(),
                                found.requestedBy().equals(agent.staffId())))
                        .orElse(null),
                on.accountKnown()
                        ? checks.latest(on).map(found -> check(found, locale)).orElse(null)
                        : null,
                Said.of(said));
    }

    private Check check(CallerChecks.Check found, Locale locale) {
        return new Check(
                found.stage().name().toLowerCase(Locale.ROOT),
                found.triesLeft(),
                moments.clock(found.expires(), locale),
                found.shownAt() == null ? null : moments.full(found.shownAt(), locale),
                found.shownSince() == null ? null : moments.full(found.shownSince(), locale),
                found.shownAt() == null ? null : browser(found, locale));
    }

    private String browser(CallerChecks.Check found, Locale locale) {
        return browsers.describe(
                new Evidence.Browser(found.shownBrowser(), null, found.shownSystem(), null, null, null), locale);
    }
}
