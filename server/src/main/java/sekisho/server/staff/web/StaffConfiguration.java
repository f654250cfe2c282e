package sekisho.server.staff.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.staff.StaffSessions;

@Configuration(proxyBeanMethods = false)
class StaffConfiguration {
    @Bean
    Customizer<HttpSecurity> staffFilter(StaffSessions sessions, StaffCookies cookies) {
        return http -> http.addFilterBefore(new StaffFilter(sessions, cookies), AnonymousAuthenticationFilter.class);
    }

    @Bean
    static WebMvcConfigurer consoleWebMvc() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ConsoleFrames()).addPathPatterns(ConsoleArea.HOME + "/**");
            }
        };
    }
}
