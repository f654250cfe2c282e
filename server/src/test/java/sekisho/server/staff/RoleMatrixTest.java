package sekisho.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sekisho.server.testing.Agent;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// K68: who may do what in the console, derived from all routes there are, and asked over HTTP.
class RoleMatrixTest {
    private static final String SIGN_IN = "/console/sign-in";

    /// All that is open to whoever comes along.
    private static final Set<String> OPEN =
            Set.of(SIGN_IN, "/console/join", "/console/join/password", "/console/join/app");

    private static TestServer server;
    private static final Map<Who, UUID> STAFF = new EnumMap<>(Who.class);
    private static Visitor stranger;
    private static Visitor member;

    /// Who asks. Each of the staff may do what those before him may.
    private enum Who {
        ANONYMOUS,
        MEMBER,
        READ,
        ACT,
        LEAD
    }

    /// A route, one for each of its methods.
    private record Route(RequestMethod method, String path, HandlerMethod handler) {
        boolean console() {
            return path.equals("/console") || path.startsWith("/console/");
        }

        String rule() {
            PreAuthorize own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
            PreAuthorize ofType = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
            PreAuthorize rule = own == null ? ofType : own;
            return Objects.requireNonNull(rule, path + " declares no access rule")
                    .value();
        }

        boolean allows(Who who) {
            return rule().equals("permitAll()")
                    || switch (who) {
                        case ANONYMOUS, MEMBER -> false;
                        case READ -> rule().contains("'support.read'");
                        case ACT -> rule().contains("'support.act'");
                        case LEAD -> rule().contains("'support.lead'");
                    };
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() {
        server = TestServer.start("spring.profiles.active=matrix");
        for (Who who : List.of(Who.READ, Who.ACT, Who.LEAD)) {
            Agent agent = Agent.invited(server);
            agent.invite(StaffRole.valueOf(who.name()));
            STAFF.put(who, agent.id());
        }
        stranger = server.visitor();
        stranger.get(SIGN_IN);
        member = server.register().browser();
        member.get("/account");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteOfTheConsoleAnswersThoseOnlyWhomItNames() {
        List<String> faults = new ArrayList<>();
        Set<String> rules = new TreeSet<>();
        for (Route route : routes()) {
            if (route.console()) {
                rules.add(route.rule());
                for (Who who : Who.values()) {
                    String answered = kind(ask(browser(who), route));
                    String expected = route.allows(who)
                            ? "let in"
                            : who.compareTo(Who.READ) < 0 ? "led to the sign-in" : "refused";
                    if (!answered.equals(expected)) {
                        faults.add(route + " for " + who + ": " + answered + ", not " + expected);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(rules).as("every role has a route").hasSize(4);
    }

    @Test
    void nothingButTheWayInIsOpen() {
        assertThat(routes().stream()
                        .filter(Route::console)
                        .filter(route -> route.rule().equals("permitAll()"))
                        .map(Route::path))
                .containsOnlyElementsOf(OPEN);
    }

    @Test
    void aStaffSessionIsWorthNothingElsewhere() {
        List<String> faults = new ArrayList<>();
        for (Route route : routes()) {
            if (route.console()) {
                continue;
            }
            if (route.rule().contains("support")) {
                faults.add(route + " is for staff, but stands outside of the console");
            } else if (!route.rule().equals("permitAll()")) {
                Answer answer = ask(browser(Who.LEAD), route);
                if (!answer.redirectsTo("/signin")) {
                    faults.add(route + " answers " + answer.status() + " " + answer.location());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        RequestMappingHandlerMapping mapping =
                server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
                mapping.getHandlerMethods().entrySet()) {
            if (!entry.getValue().getBeanType().getName().startsWith("sekisho.")) {
                continue;
            }
            Set<RequestMethod> methods = entry.getKey().getMethodsCondition().getMethods();
            for (String path : entry.getKey().getPatternValues()) {
                for (RequestMethod method :
                        methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
                    routes.add(new Route(method, path, entry.getValue()));
                }
            }
        }
        return routes;
    }

    /// A browser with a fresh session, since a route may end it.
    private static Visitor browser(Who who) {
        return switch (who) {
            case ANONYMOUS -> stranger.copy();
            case MEMBER -> member.copy();
            case READ, ACT, LEAD -> {
                Visitor browser = stranger.copy();
                browser.cookies().put("sekisho-staff", Agent.session(server, Objects.requireNonNull(STAFF.get(who))));
                yield browser;
            }
        };
    }

    /// With what the route requires, in a form that can be read, and nothing else.
    private static Answer ask(Visitor browser, Route route) {
        Map<String, String> fields = new LinkedHashMap<>();
        String path = route.path();
        for (Parameter parameter : route.handler().getMethod().getParameters()) {
            PathVariable part = parameter.getAnnotation(PathVariable.class);
            RequestParam field = parameter.getAnnotation(RequestParam.class);
            String sample = sample(parameter.getType());
            if (part != null) {
                path = path.replaceFirst(
                        "\\{" + name(part.name(), part.value(), parameter) + "(:[^}]*)?}",
                        Matcher.quoteReplacement(sample));
            } else if (field != null && field.required() && field.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                fields.put(name(field.name(), field.value(), parameter), sample);
            }
        }
        path = path.replaceAll("\\{[^}]*}", "x");
        return route.method() == RequestMethod.POST
                ? browser.post(path, fields)
                : browser.get(fields.isEmpty() ? path : path + "?" + Visitor.encode(fields));
    }

    private static String name(String name, String value, Parameter parameter) {
        String given = name.isEmpty() ? value : name;
        return Pattern.quote(given.isEmpty() ? parameter.getName() : given).replaceAll("\\\\[QE]", "");
    }

    private static String sample(Class<?> type) {
        if (type == UUID.class) {
            return UUID.randomUUID().toString();
        }
        if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? type == boolean.class ? "true" : "1" : "x";
    }

    private static String kind(Answer answer) {
        if (answer.status() == 403) {
            return "refused";
        }
        return answer.status() == 303 && answer.location().equals(SIGN_IN) ? "led to the sign-in" : "let in";
    }
}
