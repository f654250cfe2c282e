package sekisho.server.signin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.DeviceChecks;
import sekisho.server.platform.web.PageText;
import sekisho.server.record.ShownPages;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.WaitingNumbers;

/// Keeps the text of each page that an attempt shows, so that support can answer about what the member really saw.
/// Codes never stand on a page; the two-digit numbers of the attempt and addresses are masked.
final class ShownPagesFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(ShownPagesFilter.class);

    /// Pages that also tell of other accounts on the address, or which question a member has chosen.
    private static final Set<AttemptState> NOT_KEPT = EnumSet.of(
            AttemptState.RESET_ACCOUNT_ASKED, AttemptState.ANOTHER_ACCOUNT_ASKED, AttemptState.QUESTION_ASKED);

    private static final Set<String> KEPT = Arrays.stream(AttemptState.values())
            .filter(state -> !NOT_KEPT.contains(state))
            .flatMap(state -> Steps.path(state).stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Attempts attempts;
    private final MemberCookies cookies;
    private final WaitingNumbers waitingNumbers;
    private final DeviceChecks deviceChecks;
    private final ShownPages shown;

    ShownPagesFilter(
            Attempts attempts,
            MemberCookies cookies,
            WaitingNumbers waitingNumbers,
            DeviceChecks deviceChecks,
            ShownPages shown) {
        this.attempts = attempts;
        this.cookies = cookies;
        this.waitingNumbers = waitingNumbers;
        this.deviceChecks = deviceChecks;
        this.shown = shown;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !KEPT.contains(request.getRequestURI())
                || request.getMethod().equals("HEAD")
                || cookies.attempt(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The page of another step, or of somebody else in the same browser, isn't this attempt's.
        Optional<Attempt> attempt = cookies.attempt(request)
                .flatMap(attempts::find)
                .filter(found -> Steps.path(found.state()).equals(Optional.of(request.getRequestURI())));
        ContentCachingResponseWrapper page = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, page);
        if (attempt.isPresent() && isPage(page)) {
            keep(attempt.get(), request.getRequestURI(), page);
        }
        page.copyBodyToResponse();
    }

    private static boolean isPage(ContentCachingResponseWrapper page) {
        String type = page.getContentType();
        return page.getContentSize() > 0 && type != null && type.startsWith("text/html");
    }

    /// Nobody gets a page less because it can't be kept.
    private void keep(Attempt attempt, String path, ContentCachingResponseWrapper page) {
        try {
            PageText text = PageText.of(new String(page.getContentAsByteArray(), StandardCharsets.UTF_8));
            shown.keep(
                    attempt.accountId(),
                    attempt.id(),
                    path,
                    Locale.of(text.lang()),
                    masked(attempt, text.title()),
                    masked(attempt, text.text()));
        } catch (RuntimeException notKept) {
            log.warn("a page of attempt {} couldn't be kept for support", attempt.reference(), notKept);
        }
    }

    private String masked(Attempt attempt, String text) {
        String numbers = waitingNumbers.of(attempt) + "|" + deviceChecks.number(attempt.accountId(), attempt.id());
        String plain = text.replaceAll("(?<![0-9])(?:" + numbers + ")(?![0-9])", "●●");
        return EmailAddress.maskAll(plain);
    }
}
