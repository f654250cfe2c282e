package sekisho.server.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import sekisho.server.staff.StaffMember;

/// Puts the [ConsoleFrame] around each page of the console.
final class ConsoleFrames implements HandlerInterceptor {
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (page == null
                || page.getViewName() == null
                || page.getViewName().startsWith("redirect:")
                || authentication == null
                || !(authentication.getPrincipal() instanceof StaffMember member)) {
            return;
        }
        page.addObject("desk", new ConsoleFrame(member.name(), member.role().key(), current(request.getRequestURI())));
    }

    private static String current(String path) {
        String[] parts = path.split("/");
        String part = parts.length > 2 ? parts[2] : "";
        return switch (part) {
            case "look-up", "my-record", "figures" -> part;
            default -> "inbox";
        };
    }
}
