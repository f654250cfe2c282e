package sekisho.server.platform.web;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import sekisho.server.platform.SiteProperties;

/// How pages are made.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
class PageConfiguration {
    PageConfiguration(ThymeleafViewResolver views) {
        // A page that breaks half-way becomes the page of a mishap, not half a page.
        views.setProducePartialOutputWhileProcessing(false);
        // `redirect:` answers 303 with a relative address, never one made of the Host header.
        views.setRedirectHttp10Compatible(false);
    }

    @Bean
    static WebMvcConfigurer pageWebMvc(PageFrames frames, Languages languages, Cookies cookies) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new FrameInterceptor(frames, languages, cookies))
                        .excludePathPatterns("/assets/**");
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/**")
                        .addResourceLocations("classpath:/static/")
                        .setCacheControl(
                                CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic());
            }
        };
    }
}
