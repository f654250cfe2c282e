package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/// The edge alone, with all texts and templates and without any feature. Whoever sends `X-Member` is a
/// member.
@Configuration(proxyBeanMethods = false)
@Profile("edge")
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan("sekisho.server.platform.web")
@ComponentScan(
        basePackages = "sekisho.server.platform",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(TextsConfiguration|Times)"))
public class EdgeApp {
    @Bean
    Customizer<HttpSecurity> member() {
        return http -> http.addFilterBefore(
                (request, response, chain) -> {
                    if (request instanceof HttpServletRequest asked && asked.getHeader("X-Member") != null) {
                        var member = UsernamePasswordAuthenticationToken.authenticated(
                                "hanako", "", AuthorityUtils.createAuthorityList("ROLE_MEMBER"));
                        SecurityContextHolder.getContext().setAuthentication(member);
                    }
                    chain.doFilter(request, response);
                },
                AnonymousAuthenticationFilter.class);
    }
}
