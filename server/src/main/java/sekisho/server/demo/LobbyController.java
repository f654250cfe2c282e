package sekisho.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.platform.web.Cookies;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;

/// The lobby of the demo: choose who you are, and watch browser, mailbox and decision side by side.
@Controller
@Profile("demo")
@ForEveryone
class LobbyController {
    private static final int MOST_MAILS = 10;

    /// The recovery code that the person of the scene has on paper, and so the newcomer in his browser.
    private static final String SAVED_CODE_COOKIE = "saved-code";

    private static final String RENEWED_AFTER_SECONDS = "3";

    /// What a browser knows of its member, by short name.
    private static final List<String> MEMBER_COOKIES = List.of("session", "attempt", "device");

    private static final String STAFF_COOKIE = "staff";

    private final Cast cast;
    private final Traces traces;
    private final DemoMailbox mailbox;
    private final Cookies cookies;
    private final Moments moments;
    private final StagedBrowsers browsers;
    private final SupportDesk desk;

    LobbyController(
            Cast cast,
            Traces traces,
            DemoMailbox mailbox,
            Cookies cookies,
            Moments moments,
            StagedBrowsers browsers,
            SupportDesk desk) {
        this.cast = cast;
        this.traces = traces;
        this.mailbox = mailbox;
        this.cookies = cookies;
        this.moments = moments;
        this.browsers = browsers;
        this.desk = desk;
    }

    @GetMapping("/demo")
    String lobby(@RequestParam(required = false) @Nullable String at, HttpServletRequest request, Model model) {
        model.addAttribute(
                "page",
                new LobbyPage(
                        Arrays.stream(Scene.values()).map(Scene::key).toList(),
                        Scene.find(cookies.read(request, StageFilter.SCENE_COOKIE))
                                .map(Scene::key)
                                .orElse(null),
                        Stop.ofKey(at).path(),
                        Arrays.stream(Person.values())
                                .map(person -> new LobbyPage.Role(
                                        person.name().toLowerCase(Locale.ROOT),
                                        person.fullName(),
                                        person.email().text(),
                                        person.password()))
                                .toList(),
                        Scene.LEAKED_PASSWORD,
                        cookies.read(request, SAVED_CODE_COOKIE),
                        Arrays.stream(SupportDesk.Agent.values())
                                .map(agent -> new LobbyPage.Desk(agent.key(), agent.password(), desk.code(agent)))
                                .toList()));
        return "demo/lobby";
    }

    /// Puts the scene's member back as he was, signs in as the scene's browser does, and hands that
    /// browser over.
    @PostMapping("/demo/scenes/{key}")
    String play(@PathVariable String key, HttpServletResponse response, Locale locale) {
        Scene scene = Scene.find(key).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        DeviceCookie device = cast.settle(scene.person(), scene.password(), scene.recognisedAs());
        StagedBrowser browser = browsers.browser(scene, device, locale);
        Stop stop = begin(scene, browser, locale);
        hand(browser.given(), response);
        if (!device.tokens().isEmpty() && !browser.given().containsKey(cookies.realName("device"))) {
            cookies.set(response, "device", device.text(), Devices.REMEMBERED_FOR);
        }
        cookies.set(response, StageFilter.SCENE_COOKIE, scene.key(), null);
        if (scene == Scene.MAILBOX_LOST) {
            cookies.set(response, SAVED_CODE_COOKIE, cast.saveRecoveryCode(scene.person()), null);
        } else {
            cookies.clear(response, SAVED_CODE_COOKIE);
        }
        cookies.set(response, "lang", locale.getLanguage(), null);
        return "redirect:/demo?at=" + stop.key() + "#stage";
    }

    private Stop begin(Scene scene, StagedBrowser browser, Locale locale) {
        String email = scene.person().email().text();
        Stop reached = scene.signsIn() ? Stop.ofPath(browser.signIn(email, scene.password())) : Stop.SIGN_IN;
        Scene rival = scene.rival();
        if (rival != null) {
            StagedBrowser other = browsers.browser(rival, new DeviceCookie(List.of()), locale);
            other.signIn(email, scene.password());
            if (scene.rivalEndsOthers()) {
                other.endOthers();
            }
        }
        Stop opening = scene.opening();
        return opening == null ? reached : opening;
    }

    /// One of the staff signs in with password and authenticator app, and this browser takes over from there.
    @PostMapping("/demo/staff/{name}")
    String openDesk(@PathVariable String name, HttpServletResponse response, Locale locale) {
        SupportDesk.Agent agent = Arrays.stream(SupportDesk.Agent.values())
                .filter(one -> one.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                Objects.requireNonNull(desk.signIn(agent, locale).get(cookies.realName(STAFF_COOKIE))));
        cookies.set(response, "lang", locale.getLanguage(), null);
        return "redirect:/console";
    }

    @PostMapping("/demo/start-over")
    String startOver(HttpServletResponse response) {
        for (Person person : Person.values()) {
            cast.startOver(person);
        }
        desk.fill();
        hand(Map.of(), response);
        cookies.clear(response, StageFilter.SCENE_COOKIE);
        cookies.clear(response, SAVED_CODE_COOKIE);
        return "redirect:/demo";
    }

    @GetMapping("/demo/mailbox")
    String mailbox(
            @RequestParam(defaultValue = "on") String live, HttpServletResponse response, Locale locale, Model model) {
        List<MailboxPage.Mail> mails = mailbox.mails().stream()
                .limit(MOST_MAILS)
                .map(mail -> new MailboxPage.Mail(
                        mail.subject(), mail.to(), mail.text().strip(), moments.clock(mail.received(), locale)))
                .toList();
        model.addAttribute("page", new MailboxPage(mails, renews(live, response)));
        return "demo/mailbox";
    }

    @GetMapping("/demo/trace")
    String trace(
            @RequestParam(defaultValue = "on") String live, HttpServletResponse response, Locale locale, Model model) {
        model.addAttribute("page", new TracePage(traces.latest(locale), renews(live, response)));
        return "demo/trace";
    }

    /// Without JavaScript; each of these pages has a link that stops it (WCAG 2.2, 2.2.2).
    private static boolean renews(String live, HttpServletResponse response) {
        boolean on = !live.equals("off");
        if (on) {
            response.setHeader("Refresh", RENEWED_AFTER_SECONDS);
        }
        return on;
    }

    private void hand(Map<String, String> given, HttpServletResponse response) {
        for (String name : MEMBER_COOKIES) {
            String setCookie = given.get(cookies.realName(name));
            if (setCookie == null) {
                cookies.clear(response, name);
            } else {
                response.addHeader(HttpHeaders.SET_COOKIE, setCookie);
            }
        }
    }
}
