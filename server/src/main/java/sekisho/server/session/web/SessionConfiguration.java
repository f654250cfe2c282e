package sekisho.server.session.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import sekisho.server.device.Devices;
import sekisho.server.platform.web.Cookies;
import sekisho.server.session.Sessions;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
    @Bean
    Customizer<HttpSecurity> sessionFilter(Sessions sessions, Devices devices, Cookies cookies) {
        return http -> http.addFilterBefore(
                new SessionFilter(sessions, devices, cookies), AnonymousAuthenticationFilter.class);
    }
}
