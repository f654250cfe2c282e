package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.StartupRefused;

/// The filters of every page. There is no container session, no saved request and no login of Spring
/// Security: who a member is says a filter of the session feature, added by a
/// `Customizer<HttpSecurity>` bean of its own.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityConfiguration {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST");

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http,
            Hosts hosts,
            MishapPages mishaps,
            PageHeaders headers,
            CsrfTokenRepository csrfTokens,
            Environment environment) {
        refuseOpenManagement(environment);
        return http.securityMatcher(new NegatedRequestMatcher(EndpointRequest.toAnyEndpoint()))
                .headers(all -> all.defaultsDisabled().addHeaderWriter(headers))
                .addFilterBefore(new InputGuard(hosts, mishaps), CsrfFilter.class)
                .addFilterBefore(new OriginGuard(hosts, mishaps), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        // By default each request of a member counts as a sign-in and gets a new token: the page in
                        // the other tab would be stale. The sign-in itself changes the token (MemberCookies).
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(toSignIn()).accessDeniedHandler(refusal(mishaps)))
                // Each handler declares its own rule; see AccessRules.
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /// Health and metrics have no guard of their own, so they must not stand on the members' port.
    private static void refuseOpenManagement(Environment environment) {
        String management = environment.getProperty("management.server.port");
        if (management == null || management.equals(environment.getProperty("server.port", "8080"))) {
            if (!"0".equals(management)) {
                throw new StartupRefused("management.server.port must be another port than server.port: health and"
                        + " metrics are not for members.");
            }
        }
    }

    /// The tokens of the double submit. `saveToken(null, …)` at sign-in gives the browser a new one.
    @Bean
    CsrfTokenRepository csrfTokens(Cookies cookies, SiteProperties site) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(cookies.realName("csrf"));
        tokens.setCookiePath("/");
        tokens.setParameterName("csrf");
        tokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(site.secure()).sameSite("Lax"));
        return tokens;
    }

    /// No span for each filter of Spring Security: nobody reads them, and they cost as much as a page.
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(METHODS);
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(MishapPages mishaps) {
        return (request, response, rejected) -> {
            boolean method = !METHODS.contains(request.getMethod());
            if (method) {
                response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
            }
            mishaps.write(method ? Mishap.WRONG_METHOD : Mishap.BAD_INPUT, request, response);
        };
    }

    /// Keeps Boot from making a user of its own.
    @Bean
    AuthenticationManager noLoginOfTheFramework() {
        return authentication -> {
            throw new ProviderNotFoundException("members sign in by sekisho.server.signin");
        };
    }

    private static AuthenticationEntryPoint toSignIn() {
        return (request, response, unknown) -> {
            response.setStatus(303);
            response.setHeader(
                    HttpHeaders.LOCATION,
                    ConsoleArea.has(request) ? ConsoleArea.SIGN_IN : "/signin" + returnTo(request));
        };
    }

    private static String returnTo(HttpServletRequest request) {
        ReturnTo page = ReturnTo.of(request.getRequestURI());
        return page.equals(ReturnTo.HOME) ? "" : "?return_to=" + page.path();
    }

    private static AccessDeniedHandler refusal(MishapPages mishaps) {
        return (request, response, denied) -> mishaps.write(
                denied instanceof CsrfException ? Mishap.STALE_PAGE : Mishap.FORBIDDEN, request, response);
    }
}
