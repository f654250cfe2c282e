package sekisho.replay.world;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The devices that one can have in an era.
final class Devices {
    private final Map<Kind, Weighted<Platform>> platforms = new EnumMap<>(Kind.class);
    private final Map<Platform, Weighted<Browser>> browsers = new EnumMap<>(Platform.class);
    private final Weighted<Model> androids;
    private final Weighted<Model> androidTablets;
    private final Weighted<String> iphones;
    private final Weighted<String> ipads;
    private final Weighted<String> screens;
    private final Weighted<String> windows;
    private final Weighted<String> windowsHints;
    private final double androidUpgrade;
    private final double updateLag;
    private final double systemLag;
    private final double laggards;
    private final double laggardFrom;
    private final double laggardTo;
    private final double ownLanguageList;
    private final Parameters languages;

    /// What a device is used for.
    enum Kind {
        PHONE,
        PC,
        WORK_PC,
        TABLET,
        ATTACKER
    }

    private record Model(String name, String screen, String system) {}

    Devices(Parameters parameters, Parameters era) {
        Parameters platformShares = era.group("platforms");
        for (Kind kind : Kind.values()) {
            Parameters shares = platformShares.group(kind.name().toLowerCase(Locale.ROOT));
            platforms.put(kind, Weighted.of(List.of(Platform.values()), p -> shares.numberOrNone(p.name())));
        }
        Parameters browserShares = era.group("browsers");
        for (Platform platform : Platform.values()) {
            Parameters shares = browserShares.group(platform.name());
            browsers.put(platform, Weighted.of(List.of(Browser.values()), b -> shares.numberOrNone(b.name())));
        }
        double zipf = era.number("zipf_models");
        androids = Weighted.zipf(models(era.groups("androids")), zipf);
        androidTablets = Weighted.zipf(models(era.groups("android_tablets")), zipf);
        iphones = Weighted.zipf(era.list("iphones"), zipf);
        ipads = Weighted.zipf(era.list("ipads"), zipf);
        screens = Weighted.zipf(era.list("screens"), 1);
        windows = era.shares("windows");
        windowsHints = era.shares("windows_hints");
        androidUpgrade = era.number("android_upgrade");
        Parameters habits = parameters.group("devices");
        updateLag = habits.number("update_lag");
        systemLag = habits.number("system_lag");
        laggards = habits.number("laggards");
        laggardFrom = habits.number("laggard_from");
        laggardTo = habits.number("laggard_to");
        ownLanguageList = habits.number("own_language_list");
        languages = parameters.group("languages");
    }

    private static List<Model> models(List<Parameters> groups) {
        return groups.stream()
                .map(group -> new Model(group.text("model"), group.text("screen"), group.text("os")))
                .toList();
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    Platform platform(Kind kind, Dice dice) {
        return of(platforms, kind).draw(dice);
    }

    /// A device of this platform whose owner speaks the language.
    Device make(Platform platform, String language, Dice dice) {
        Browser browser = of(browsers, platform).draw(dice);
        Model model = model(platform, dice);
        boolean late = dice.chance(laggards);
        int lateBy = late ? (int) dice.between(laggardFrom, laggardTo) : 0;
        return new Device(
                platform,
                browser,
                model.name,
                model.system,
                platform == Platform.WINDOWS ? windowsHints.draw(dice) : "",
                languages(browser, list(platform, language, dice)),
                model.screen,
                (int) dice.exponential(updateLag) + lateBy,
                (int) dice.exponential(systemLag) + lateBy,
                dice.chance(androidUpgrade));
    }

    /// Another browser on the same device; the same if there is only one.
    Device otherBrowser(Device device, String language, Dice dice) {
        Browser browser = of(browsers, device.platform()).draw(dice);
        return device.withBrowser(browser, languages(browser, list(device.platform(), language, dice)));
    }

    private Model model(Platform platform, Dice dice) {
        return switch (platform) {
            case ANDROID -> androids.draw(dice);
            case ANDROID_TABLET -> androidTablets.draw(dice);
            case IPHONE -> new Model("", iphones.draw(dice), "");
            case IPAD -> new Model("", ipads.draw(dice), "");
            case WINDOWS -> new Model("", screens.draw(dice), windows.draw(dice));
            case MACOS, CHROME_OS, LINUX -> new Model("", screens.draw(dice), "");
        };
    }

    private List<String> list(Platform platform, String language, Dice dice) {
        List<List<String>> lists = languages.lists(language);
        if (dice.chance(ownLanguageList)) {
            return lists.get(dice.below(lists.size()));
        }
        return switch (platform) {
            case WINDOWS, MACOS, CHROME_OS, LINUX -> lists.get(1);
            case ANDROID, ANDROID_TABLET, IPHONE, IPAD -> lists.getFirst();
        };
    }

    /// The header that a browser makes of a list of languages.
    private static String languages(Browser browser, List<String> list) {
        StringBuilder header = new StringBuilder(list.getFirst());
        for (int i = 1; i < list.size(); i++) {
            header.append(browser == Browser.INTERNET_EXPLORER ? ", " : ",").append(list.get(i));
            if (browser == Browser.FIREFOX) {
                header.append(";q=").append(firefoxQuality(i, list.size()));
            } else {
                header.append(";q=0.").append(10 - i);
            }
        }
        return header.toString();
    }

    /// Firefox spreads the qualities evenly.
    private static String firefoxQuality(int place, int languages) {
        int tenths = Math.round(10 * (1 - (float) place / languages));
        return "0." + Math.clamp(tenths, 1, 9);
    }
}
