package sekisho.server.signin.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import sekisho.server.challenge.DeviceChecks;
import sekisho.server.device.Devices;
import sekisho.server.record.ShownPages;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.RunningSessions;
import sekisho.server.signin.WaitingNumbers;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
    @Bean
    Customizer<HttpSecurity> sessionFilter(
            RunningSessions running,
            Sessions sessions,
            Devices devices,
            ClientRequests clients,
            MemberCookies cookies) {
        return http -> http.addFilterBefore(
                new SessionFilter(running, sessions, devices, clients, cookies), AnonymousAuthenticationFilter.class);
    }

    @Bean
    Customizer<HttpSecurity> shownPagesFilter(
            Attempts attempts,
            MemberCookies cookies,
            WaitingNumbers waitingNumbers,
            DeviceChecks deviceChecks,
            ShownPages shown) {
        return http -> http.addFilterAfter(
                new ShownPagesFilter(attempts, cookies, waitingNumbers, deviceChecks, shown),
                AnonymousAuthenticationFilter.class);
    }
}
