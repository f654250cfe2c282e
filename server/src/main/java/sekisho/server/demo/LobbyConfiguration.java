package sekisho.server.demo;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import sekisho.server.platform.web.Cookies;

@Configuration(proxyBeanMethods = false)
@Profile("demo")
class LobbyConfiguration {
    @Bean
    FilterRegistrationBean<StageFilter> stage(Cookies cookies) {
        FilterRegistrationBean<StageFilter> stage = new FilterRegistrationBean<>(new StageFilter(cookies));
        stage.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return stage;
    }
}
