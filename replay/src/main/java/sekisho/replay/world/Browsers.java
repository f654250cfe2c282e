package sekisho.replay.world;

import java.util.HashMap;
import java.util.Map;

/// What browsers say of themselves as the days go by.
final class Browsers {
    private static final String CHROMIUM = " AppleWebKit/537.36 (KHTML, like Gecko) ";
    private static final String APPLE = " AppleWebKit/605.1.15 (KHTML, like Gecko) ";

    /// Chrome 83 and its build minus this is the build of Edge 83, and so on.
    private static final int EDGE_BUILD_BEHIND = 3600;

    private final boolean reduced;
    private final boolean clientHints;
    private final int train;
    private final int patch;
    private final int chrome;
    private final int chromeBuild;
    private final int chromeBuildStep;
    private final int firefox;
    private final int firefoxTrain;
    private final int samsung;
    private final int samsungTrain;
    private final int samsungBehind;
    private final Releases ios;
    private final Releases safari;
    private final Releases macos;
    private final Releases macosHints;
    private final int androidNext;
    private final Map<Versions, Software> known = new HashMap<>();

    Browsers(Parameters era, boolean reduced) {
        this.reduced = reduced;
        clientHints = era.flag("client_hints");
        train = era.whole("train");
        patch = era.whole("patch");
        chrome = era.whole("chrome");
        chromeBuild = era.whole("chrome_build");
        chromeBuildStep = era.whole("chrome_build_step");
        firefox = era.whole("firefox");
        firefoxTrain = era.whole("firefox_train");
        samsung = era.whole("samsung");
        samsungTrain = era.whole("samsung_train");
        samsungBehind = era.whole("samsung_behind");
        ios = Releases.of(era.group("ios"));
        safari = Releases.of(era.group("safari"));
        macos = Releases.of(era.group("macos"));
        macosHints = Releases.of(era.group("macos_hints"));
        androidNext = era.whole("android_next");
    }

    /// All that the texts depend on.
    ///
    /// @param major version of the browser
    /// @param correction of that version, from 0
    /// @param minor full version, where the browser has no train; empty for others
    /// @param system version as the user agent has it
    /// @param hint version as the client hints have it
    private record Versions(
            Platform platform,
            Browser browser,
            String model,
            int major,
            int correction,
            String minor,
            String system,
            String hint) {}

    /// The browser on a day, counted from the first of the world.
    private Software on(int day, Device device) {
        return known.computeIfAbsent(versions(day, device), this::software);
    }

    /// All that a device shows on a day.
    Look look(int day, Device device) {
        return new Look(on(day, device), device.languages(), device.screen());
    }

    private Versions versions(int day, Device device) {
        int browserDay = day - device.browserLag();
        int systemDay = day - device.systemLag();
        int major = switch (device.browser()) {
            case CHROME, EDGE, WEB_VIEW, CHROME_IOS -> chrome + Math.floorDiv(browserDay, train);
            case FIREFOX -> firefox + Math.floorDiv(browserDay, firefoxTrain);
            case SAMSUNG -> samsung + Math.floorDiv(browserDay, samsungTrain);
            case SAFARI, INTERNET_EXPLORER -> 0;
        };
        int correction = switch (device.browser()) {
            case CHROME, EDGE, WEB_VIEW, CHROME_IOS -> Math.floorMod(browserDay, train) / patch;
            case SAMSUNG -> Math.floorDiv(browserDay - samsungBehind, train);
            case FIREFOX, SAFARI, INTERNET_EXPLORER -> 0;
        };
        return new Versions(
                device.platform(),
                device.browser(),
                device.model(),
                major,
                correction,
                device.browser() == Browser.SAFARI ? safari.on(systemDay) : "",
                systemVersion(device, systemDay),
                systemHint(device, systemDay));
    }

    private String systemVersion(Device device, int day) {
        return switch (device.platform()) {
            case WINDOWS -> device.firstSystem();
            case MACOS -> macos.on(day);
            case IPHONE, IPAD -> ios.on(day);
            case ANDROID, ANDROID_TABLET -> android(device, day);
            case CHROME_OS -> Integer.toString(12739 + 100 * Math.floorDiv(day, train));
            case LINUX -> "";
        };
    }

    private String android(Device device, int day) {
        String version = device.firstSystem();
        if (!device.upgraded() || day < androidNext) {
            return version;
        }
        int dot = version.indexOf('.');
        int major = Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
        return Integer.toString(major + 1);
    }

    private String systemHint(Device device, int day) {
        if (!clientHints || !device.browser().isChromium()) {
            return "";
        }
        return switch (device.platform()) {
            case WINDOWS -> device.systemHint();
            case MACOS -> macosHints.on(day);
            case ANDROID, ANDROID_TABLET -> android(device, day) + ".0.0";
            case CHROME_OS -> systemVersion(device, day) + ".0.0";
            case LINUX, IPHONE, IPAD -> "";
        };
    }

    private Software software(Versions versions) {
        return new Software(
                userAgent(versions), name(versions), system(versions), deviceType(versions), clientHints(versions));
    }

    private int build(int chromeMajor) {
        return chromeBuild + (chromeMajor - chrome) * chromeBuildStep;
    }

    private String chromeVersion(int major, int correction) {
        return major + ".0." + build(major) + "." + (40 + major % 23 + 37 * correction);
    }

    private String edgeVersion(Versions versions) {
        return versions.major
                + ".0."
                + (build(versions.major) - EDGE_BUILD_BEHIND)
                + "."
                + (30 + versions.major % 17 + 23 * versions.correction);
    }

    private static String frozen(int major) {
        return major + ".0.0.0";
    }

    /// The version that the user agent shows for Chrome or a browser built on it.
    private String shownChrome(Versions versions) {
        return reduced ? frozen(versions.major) : chromeVersion(versions.major, versions.correction);
    }

    private String userAgent(Versions versions) {
        String system = "Mozilla/5.0 (" + systemToken(versions) + ")";
        String mobile = versions.platform == Platform.ANDROID ? "Mobile " : "";
        return switch (versions.browser) {
            case CHROME -> system + CHROMIUM + "Chrome/" + shownChrome(versions) + " " + mobile + "Safari/537.36";
            case EDGE ->
                system
                        + CHROMIUM
                        + "Chrome/"
                        + shownChrome(versions)
                        + " Safari/537.36 Edg/"
                        + (reduced ? frozen(versions.major) : edgeVersion(versions));
            case WEB_VIEW ->
                system + CHROMIUM + "Version/4.0 Chrome/" + shownChrome(versions) + " " + mobile + "Safari/537.36";
            case SAMSUNG -> {
                int engine = chrome + versions.correction;
                String shown = reduced ? frozen(engine) : chromeVersion(engine, 2);
                yield system + CHROMIUM + "SamsungBrowser/" + versions.major + ".0 Chrome/" + shown + " " + mobile
                        + "Safari/537.36";
            }
            case FIREFOX ->
                system
                        + " Gecko/"
                        + (isAndroid(versions) ? versions.major + ".0" : "20100101")
                        + " Firefox/"
                        + versions.major
                        + ".0";
            case SAFARI ->
                system
                        + APPLE
                        + "Version/"
                        + versions.minor
                        + (looksLikeMac(versions) ? "" : " Mobile/15E148")
                        + (looksLikeMac(versions) ? " Safari/605.1.15" : " Safari/604.1");
            case CHROME_IOS ->
                system
                        + APPLE
                        + "CriOS/"
                        + chromeVersion(versions.major, versions.correction)
                        + " Mobile/15E148 Safari/604.1";
            case INTERNET_EXPLORER -> system + " like Gecko";
        };
    }

    private String systemToken(Versions versions) {
        boolean firefoxToken = versions.browser == Browser.FIREFOX;
        String revision = firefoxToken ? "; rv:" + versions.major + ".0" : "";
        return switch (versions.platform) {
            case WINDOWS ->
                versions.browser == Browser.INTERNET_EXPLORER
                        ? "Windows NT " + versions.system + "; WOW64; Trident/7.0; rv:11.0"
                        : "Windows NT " + versions.system + "; Win64; x64" + revision;
            case MACOS ->
                firefoxToken
                        ? "Macintosh; Intel Mac OS X 10.15" + revision
                        : "Macintosh; Intel Mac OS X " + versions.system;
            case CHROME_OS -> "X11; CrOS x86_64 " + (reduced ? "14541" : versions.system) + ".0.0";
            case LINUX -> "X11; Linux x86_64" + revision;
            case ANDROID, ANDROID_TABLET -> androidToken(versions, revision);
            case IPHONE -> "iPhone; CPU iPhone OS " + versions.system.replace('.', '_') + " like Mac OS X";
            case IPAD ->
                looksLikeMac(versions)
                        ? "Macintosh; Intel Mac OS X 10_15" + (reduced ? "_7" : "")
                        : "iPad; CPU OS " + versions.system.replace('.', '_') + " like Mac OS X";
        };
    }

    private String androidToken(Versions versions, String revision) {
        if (versions.browser == Browser.FIREFOX) {
            return "Android " + versions.system + "; " + (versions.platform == Platform.ANDROID ? "Mobile" : "Tablet")
                    + revision;
        }
        if (reduced) {
            return "Linux; Android 10; K";
        }
        return "Linux; Android "
                + versions.system
                + "; "
                + versions.model
                + (versions.browser == Browser.WEB_VIEW ? " Build/" + firmware(versions) + "; wv" : "");
    }

    /// A build number that looks like one; a model gets another with the system and every other version of
    /// the browser.
    private static String firmware(Versions versions) {
        Dice dice = Dice.of(versions.system.hashCode(), versions.model, versions.major / 2);
        int android = Integer.parseInt(versions.system.split("\\.", 2)[0]);
        return (char) ('N' + android - 7) + "KQ" + (1 + dice.below(3)) + "." + (190000 + dice.below(10000)) + ".0"
                + (10 + dice.below(80));
    }

    /// An iPad says since version 13 that it is a Mac.
    private boolean looksLikeMac(Versions versions) {
        return switch (versions.platform) {
            case MACOS -> true;
            case IPAD -> versions.browser == Browser.SAFARI && !versions.minor.startsWith("12.");
            case WINDOWS, CHROME_OS, LINUX, ANDROID, ANDROID_TABLET, IPHONE -> false;
        };
    }

    private static boolean isAndroid(Versions versions) {
        return versions.platform == Platform.ANDROID || versions.platform == Platform.ANDROID_TABLET;
    }

    private String name(Versions versions) {
        String three = reduced ? versions.major + ".0.0" : versions.major + ".0." + build(versions.major);
        return switch (versions.browser) {
            case CHROME -> (isAndroid(versions) ? "Chrome Mobile " : "Chrome ") + three;
            case EDGE -> "Edge " + versions.major + ".0." + (reduced ? 0 : build(versions.major) - EDGE_BUILD_BEHIND);
            case WEB_VIEW -> "Chrome Mobile WebView " + three;
            case SAMSUNG -> "Samsung Internet " + versions.major + ".0";
            case FIREFOX -> (isAndroid(versions) ? "Firefox Mobile " : "Firefox ") + versions.major + ".0";
            case SAFARI -> (looksLikeMac(versions) ? "Safari " : "Mobile Safari ") + versions.minor;
            case CHROME_IOS -> "Chrome Mobile iOS " + versions.major + ".0." + build(versions.major);
            case INTERNET_EXPLORER -> "IE 11.0";
        };
    }

    private String system(Versions versions) {
        return switch (versions.platform) {
            case WINDOWS -> windows(versions.system);
            case MACOS ->
                versions.browser == Browser.FIREFOX
                        ? "Mac OS X 10.15"
                        : "Mac OS X " + versions.system.replace('_', '.');
            case CHROME_OS -> "Chrome OS " + (reduced ? "14541" : versions.system) + ".0.0";
            case LINUX -> "Linux";
            case ANDROID, ANDROID_TABLET ->
                "Android " + (reduced && versions.browser != Browser.FIREFOX ? "10" : versions.system);
            case IPHONE -> "iOS " + versions.system.replace('_', '.');
            case IPAD ->
                looksLikeMac(versions)
                        ? "Mac OS X 10.15" + (reduced ? ".7" : "")
                        : "iOS " + versions.system.replace('_', '.');
        };
    }

    private static String windows(String version) {
        return switch (version) {
            case "6.1" -> "Windows 7";
            case "6.3" -> "Windows 8.1";
            default -> "Windows 10";
        };
    }

    private String deviceType(Versions versions) {
        return switch (versions.platform) {
            case WINDOWS, MACOS, CHROME_OS, LINUX -> "desktop";
            case ANDROID, IPHONE -> "mobile";
            case ANDROID_TABLET -> "tablet";
            case IPAD -> looksLikeMac(versions) ? "desktop" : "tablet";
        };
    }

    private String clientHints(Versions versions) {
        if (!clientHints || !versions.browser.isChromium()) {
            return "";
        }
        return String.join(
                ";",
                switch (versions.browser) {
                    case EDGE -> "Microsoft Edge;" + edgeVersion(versions);
                    case SAMSUNG -> "Samsung Internet;" + versions.major + ".0.0." + (40 + versions.major);
                    case WEB_VIEW -> "Android WebView;" + chromeVersion(versions.major, versions.correction);
                    case CHROME, FIREFOX, SAFARI, CHROME_IOS, INTERNET_EXPLORER ->
                        "Google Chrome;" + chromeVersion(versions.major, versions.correction);
                },
                platformHint(versions.platform),
                versions.hint,
                versions.model);
    }

    private static String platformHint(Platform platform) {
        return switch (platform) {
            case WINDOWS -> "Windows";
            case MACOS -> "macOS";
            case CHROME_OS -> "Chrome OS";
            case LINUX -> "Linux";
            case ANDROID, ANDROID_TABLET -> "Android";
            case IPHONE, IPAD -> "iOS";
        };
    }
}
