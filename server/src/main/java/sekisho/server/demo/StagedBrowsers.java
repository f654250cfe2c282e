package sekisho.server.demo;

import java.net.URI;
import java.util.Locale;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import sekisho.server.device.DeviceCookie;
import sekisho.server.platform.web.Cookies;

/// Makes the browsers that the demo plays with.
@Component
@Profile("demo")
class StagedBrowsers {
    private final Cookies cookies;
    private final Environment environment;

    StagedBrowsers(Cookies cookies, Environment environment) {
        this.cookies = cookies;
        this.environment = environment;
    }

    /// The browser of a scene, which holds these device tokens.
    StagedBrowser browser(Scene scene, DeviceCookie device, Locale locale) {
        StagedBrowser browser = browser(locale).with(cookies.realName(StageFilter.SCENE_COOKIE), scene.key());
        return device.tokens().isEmpty() ? browser : browser.with(cookies.realName("device"), device.text());
    }

    /// A browser of nobody in particular.
    StagedBrowser browser(Locale locale) {
        return new StagedBrowser(URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port")))
                .with(cookies.realName("lang"), locale.getLanguage());
    }
}
