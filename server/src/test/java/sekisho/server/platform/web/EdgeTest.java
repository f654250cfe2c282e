package sekisho.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// What gets past the edge and what doesn't, on a real port, byte by byte.
@ActiveProfiles("edge")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = {EdgeApp.class, EdgeTest.Pages.class},
        properties = {
            "sekisho.issuer=http://localhost:8080",
            "management.server.port=0",
            "management.endpoint.health.validate-group-membership=false"
        })
class EdgeTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    private Wire wire = new Wire(0);

    @BeforeEach
    void connect() {
        wire = new Wire(port);
        Pages.CHANGES.set(0);
    }

    @Test
    void aFormWithItsTokenIsAccepted() {
        assertThat(submit("value=%E8%8A%B1%E5%AD%90").body()).isEqualTo("花子");
        assertThat(Pages.CHANGES).hasValue(1);
    }

    @ParameterizedTest(name = "K30: {0}")
    @ValueSource(
            strings = {
                "value=a&value=b",
                "value[]=a",
                "value%5B%5D=a",
                "value[email]=a",
                "value=a%00b",
                "value=a%0D%0ABcc:x",
                "value=a%0Ab",
                "value=a%09b",
                "value=a%E2%80%AEb",
                "value=a%E2%81%A6b",
                "value=a%E2%80%A8b",
                "value=%ED%A0%80",
                "value=%C3",
                "value=%FF",
                "value=%",
                "value=%4",
                "value=%zz",
                "=a",
                "_value=a",
                "{\"value\":\"a\"}"
            })
    void formsThatNoPageOfOursSendsAreRefusedAndChangeNothing(String body) {
        Wire.Reply reply = submit(body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("何も変更していません").doesNotContain("Bcc");
        assertThat(Pages.CHANGES).hasValue(0);
    }

    @Test
    void aParameterInTheAddressDoesNotJoinThatOfTheForm() {
        Fresh fresh = form();
        assertThat(wire.post("/form?value=b", fresh.with("value=a"), fresh.cookie())
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "K31: {0}")
    @ValueSource(
            strings = {
                "application/json",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/x-www-form-urlencoded;charset=Shift_JIS",
                "nonsense"
            })
    void onlyFormsAreRead(String type) {
        Wire.Reply reply = wire.post("/form", "{\"value\":\"a\"}", "Content-Type: " + type, form().cookie());
        assertThat(reply.status()).isEqualTo(415);
        assertThat(Pages.CHANGES).hasValue(0);
    }

    @Test
    void aPackedFormIsRefused() {
        assertThat(submit("value=a", "Content-Encoding: gzip").status()).isEqualTo(415);
    }

    @Test
    void aBodyBeyondTheCapIsRefused() {
        assertThat(wire.post("/form", "value=" + "a".repeat(40_000)).status()).isEqualTo(413);
    }

    @Test
    void aBodyWithoutALengthIsCountedWhileItIsRead() {
        String chunk = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
        byte[] body = (chunk.repeat(9) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        Wire.Reply reply = wire.send(
                "POST /form HTTP/1.1",
                "Host: localhost",
                List.of("Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked"),
                body);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).contains("大きすぎます");
    }

    @Test
    void aValueBeyondTheCapIsRefused() {
        assertThat(submit("value=" + "a".repeat(1025)).status()).isEqualTo(400);
    }

    @Test
    void anAddressBeyondTheCapIsRefused() {
        assertThat(wire.get("/page?q=" + "a".repeat(2048)).status()).isEqualTo(414);
        assertThat(wire.get("/" + "a".repeat(600)).status()).isEqualTo(414);
    }

    @Test
    void cookiesBeyondTheCapAreRefused() {
        assertThat(wire.get("/page", "Cookie: a=" + "b".repeat(4096)).status()).isEqualTo(431);
    }

    @ParameterizedTest(name = "K32: {0}")
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: localhost:8080@evil.example",
                "Host: 192.0.2.1",
                "Host: localhost.",
                "Host: "
            })
    void anUnknownHostIsRefused(String host) {
        Wire.Reply reply = wire.send("GET /page HTTP/1.1", host, List.of("Accept-Language: en"), new byte[0]);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).doesNotContain("evil");
    }

    @ParameterizedTest(name = "K32: {0}")
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "Forwarded: host=evil.example;proto=https",
                "X-Forwarded-Port: 444",
                "X-Original-URL: /member",
                "X-Forwarded-Prefix: //evil.example"
            })
    void headersThatClaimAnotherHostChangeNothing(String header) {
        Wire.Reply reply = wire.get("/account/devices", header);
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).hasValue("/signin?return_to=/account/devices");
        assertThat(wire.get("/page", header).body()).doesNotContain("evil");
    }

    @Test
    void loopbackAnswersToEachOfItsNames() {
        for (String host : List.of("localhost", "127.0.0.1:" + port, "[::1]:8080", "LOCALHOST")) {
            assertThat(wire.send("GET /page HTTP/1.1", "Host: " + host, List.of(), new byte[0])
                            .status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "K46: {0}")
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: https://localhost",
                "Origin: http://localhost.evil.example"
            })
    void aFormOnAnotherSiteIsRefusedEvenWithARightToken(String header) {
        Wire.Reply reply = submit("value=a", header);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(Pages.CHANGES).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: null", "Origin: own"})
    void ourOwnFormsPassWhateverTheBrowserSaysOfItself(String header) {
        String sent = header.replace("own", "http://localhost:" + port);
        assertThat(submit("value=a", sent).status()).isEqualTo(200);
    }

    @Test
    void withoutItsTokenAFormIsAStalePage() {
        Fresh fresh = form();
        for (Wire.Reply reply : List.of(
                wire.post("/form", "value=a"),
                wire.post("/form", "value=a", fresh.cookie()),
                wire.post("/form", fresh.with("value=a")),
                wire.post("/form", "csrf=guess&value=a", fresh.cookie()),
                wire.post("/form", fresh.with("value=a"), form().cookie()))) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).contains("画面の有効期限が切れました").contains("入力は送られていません");
            assertThat(reply.body()).contains("href=\"/form\"");
        }
        assertThat(Pages.CHANGES).hasValue(0);
    }

    @Test
    void everyAnswerCarriesTheHeadersOfTheHouse() {
        for (Wire.Reply reply : List.of(
                wire.get("/page"),
                wire.get("/nowhere"),
                wire.get("/account/devices"),
                wire.get("/broken"),
                wire.get("/a;b"),
                wire.get("/page?x=%00"),
                wire.post("/form", "value=a"),
                wire.send("GET / HTTP/1.1", "Host: evil.example", List.of(), new byte[0]))) {
            assertThat(reply.header("Cache-Control")).hasValue("no-store");
            assertThat(reply.header("Referrer-Policy")).hasValue("no-referrer");
            assertThat(reply.header("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                            .doesNotContain("unsafe"));
            assertThat(reply.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(reply.header("Permissions-Policy")).isPresent();
            assertThat(reply.header("Accept-CH")).hasValue("Sec-CH-UA-Platform-Version, Sec-CH-UA-Model");
            assertThat(reply.all("Set-Cookie")).noneMatch(cookie -> cookie.contains("JSESSIONID"));
            assertThat(reply.headers()).noneMatch(line -> line.startsWith("Server:"));
        }
    }

    @Test
    void noPageLoadsAnythingFromElsewhereAndNoPageHoldsStyleOrScript() {
        String page = wire.get("/page").body();
        assertThat(page).doesNotContain("http:", "https:", "<style", " style=", " onclick");
        assertThat(page).containsOnlyOnce("<script").contains("<script src=\"/assets/sekisho.js\" defer");
    }

    @Test
    void stylesAreServedAndMayBeKept() {
        Wire.Reply style = wire.get("/assets/sekisho.css");
        assertThat(style.status()).isEqualTo(200);
        assertThat(style.header("Cache-Control")).hasValue("max-age=600, public");
        assertThat(style.header("Content-Type")).hasValue("text/css");
    }

    @Test
    void aMemberPageLeadsAStrangerToTheSignInAndBack() {
        assertThat(wire.get("/account").header("Location")).hasValue("/signin");
        assertThat(wire.get("/account/devices").header("Location")).hasValue("/signin?return_to=/account/devices");
        assertThat(wire.get("/account/devices", "X-Member: yes").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "K52: {0}")
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/account//evil.example",
                "/account/../signout",
                "/account@evil.example",
                "/account%2f..",
                "/account?next=//evil",
                "/accountant",
                "/account/",
                "/alerts",
                "/alerts/",
                "/alerts/../signout",
                "/alerts/R2-8XD/not-me",
                "/alerts//evil.example",
                "/alerts/r2-8xd",
                "/signout",
                "",
                "javascript:alert(1)"
            })
    void nobodyIsSentAnywhereElseAfterTheSignIn(String returnTo) {
        assertThat(ReturnTo.of(returnTo)).isEqualTo(ReturnTo.HOME);
    }

    @Test
    void whoMustSignInFirstComesBackToTheQuestionWhetherItWasHim() {
        assertThat(ReturnTo.of("/alerts/R2-8XD")).isEqualTo(new ReturnTo("/alerts/R2-8XD"));
    }

    @Test
    void whatCanBeReadCannotChangeAnything() {
        assertThat(wire.send("HEAD /form HTTP/1.1", "Host: localhost", List.of(), new byte[0])
                        .status())
                .isEqualTo(405);
        assertThat(wire.get("/form").status()).isEqualTo(405);
        for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW")) {
            assertThat(wire.send(method + " /form HTTP/1.1", "Host: localhost", List.of(), new byte[0])
                            .status())
                    .as(method)
                    .isIn(400, 405, 501);
        }
        assertThat(wire.post("/form", "_method=PUT").status()).isEqualTo(400);
        assertThat(wire.send("OPTIONS /form HTTP/1.1", "Host: localhost", List.of(), new byte[0])
                        .status())
                .isIn(200, 405);
        assertThat(Pages.CHANGES).hasValue(0);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "/nowhere, 404, ページが見つかりません",
        "/broken, 500, 処理を完了できませんでした",
        "/number?n=x, 400, 送られた内容を読み取れませんでした",
        "/number, 400, 送られた内容を読み取れませんでした",
        "/error, 404, ページが見つかりません",
        "/busy, 503, ただいま混み合っています",
        "/a%00b, 400, ''",
        "/%2e%2e/page, 400, ''"
    })
    void eachMishapSaysWhatHappenedAndNothingOfTheInside(String path, int status, String text) {
        Wire.Reply reply = wire.get(path);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).contains(text).doesNotContain("Exception", "at sekisho", "tomcat", "secret-inside");
    }

    @Test
    void programsGetProblems() {
        Wire.Reply reply = wire.get("/nowhere", "Accept: application/json", "Accept-Language: en");
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        assertThat(reply.body()).contains("\"status\":404", "\"type\":\"/problems/not-found\"", "Page not found");
    }

    @Test
    void theLanguageIsThatOfTheAddressThenOfTheCookieThenOfTheBrowserThenJapanese() {
        assertThat(wire.get("/page").body()).contains("<html lang=\"ja\"");
        assertThat(wire.get("/page", "Accept-Language: en-GB,en;q=0.9,ja;q=0.8").body())
                .contains("<html lang=\"en\"");
        assertThat(wire.get("/page", "Accept-Language: fr").body()).contains("<html lang=\"ja\"");
        assertThat(wire.get("/page", "Accept-Language: ;;;q=x").body()).contains("<html lang=\"ja\"");
        assertThat(wire.get("/page", "Accept-Language: en", "Cookie: sekisho-lang=ja")
                        .body())
                .contains("<html lang=\"ja\"");
        Wire.Reply asked = wire.get("/page?lang=en", "Cookie: sekisho-lang=ja");
        assertThat(asked.body()).contains("<html lang=\"en\"");
        assertThat(asked.all("Set-Cookie")).anyMatch(cookie -> cookie.startsWith("sekisho-lang=en;"));
        assertThat(wire.get("/page?lang=xx").body()).contains("<html lang=\"ja\"");
    }

    @Test
    void theLanguageSwitchKeepsTheAddressAndSpeaksTheOtherLanguage() {
        assertThat(wire.get("/page?q=a%20%26b&lang=ja").body())
                .contains("href=\"/page?q=a%20%26b&amp;lang=en\" lang=\"en\" hreflang=\"en\">English</a>");
    }

    @Test
    void cookiesAreForThisHostOnlyAndOutOfReachOfScripts() {
        Wire.Reply reply = wire.get("/cookies");
        assertThat(reply.all("Set-Cookie"))
                .contains("sekisho-session=abc; Path=/; HttpOnly; SameSite=Lax")
                .anyMatch(cookie -> cookie.startsWith("sekisho-device=def; Path=/; Max-Age=60;"));
        assertThat(wire.get("/read", "Cookie: sekisho-session=abc").body()).isEqualTo("abc");
        assertThat(wire.get("/read", "Cookie: sekisho-session=abc; sekisho-session=def")
                        .body())
                .isEqualTo("null");
        assertThat(wire.get("/page").all("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("sekisho-csrf=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
    }

    private Wire.Reply submit(String body, String... headers) {
        Fresh fresh = form();
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(fresh.cookie());
        return wire.post("/form", fresh.with(body), all.toArray(String[]::new));
    }

    private Fresh form() {
        Wire.Reply page = wire.get("/page");
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        String cookie = page.all("Set-Cookie").stream()
                .filter(line -> line.startsWith("sekisho-csrf="))
                .findFirst()
                .orElseThrow();
        return new Fresh(token.group(1), "Cookie: " + cookie.substring(0, cookie.indexOf(';')));
    }

    /// A form that was just opened.
    record Fresh(String token, String cookie) {
        String with(String body) {
            return "csrf=" + token + "&" + body;
        }
    }

    @Controller
    @Profile("edge")
    @ForEveryone
    static class Pages {
        static final AtomicInteger CHANGES = new AtomicInteger();

        private final Cookies cookies;

        Pages(Cookies cookies) {
            this.cookies = cookies;
        }

        @GetMapping("/page")
        String page() {
            return "edge-form";
        }

        @PostMapping("/form")
        @ResponseBody
        String form(@RequestParam String value) {
            CHANGES.incrementAndGet();
            return value;
        }

        @GetMapping("/account")
        @ForMembers
        @ResponseBody
        String account() {
            return "account";
        }

        @GetMapping("/account/devices")
        @ForMembers
        @ResponseBody
        String devices() {
            return "devices";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret-inside");
        }

        @GetMapping("/busy")
        String busy() {
            throw new org.springframework.dao.QueryTimeoutException("secret-inside");
        }

        @GetMapping("/number")
        @ResponseBody
        String number(@RequestParam int n) {
            return "" + n;
        }

        @GetMapping("/cookies")
        @ResponseBody
        String cookies(HttpServletResponse response) {
            cookies.set(response, "session", "abc", null);
            cookies.set(response, "device", "def", Duration.ofMinutes(1));
            return "";
        }

        @GetMapping("/read")
        @ResponseBody
        String read(jakarta.servlet.http.HttpServletRequest request) {
            return "" + cookies.read(request, "session");
        }
    }
}
