package sekisho.server.risk;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;

/// Where addresses are and who provides them. The data is read in the background and again within 30
/// seconds after somebody replaces a file; before that, and for whatever the data doesn't tell, the
/// answer is "not known".
public final class Places {
    private static final Duration POLL = Duration.ofSeconds(30);

    private final WatchedFile<CityData> cityV4;
    private final WatchedFile<CityData> cityV6;
    private final WatchedFile<Providers> providersV4;
    private final WatchedFile<Providers> providersV6;
    private final NetworkTypes types;
    private final boolean bundled;
    private final PlaceNames names = new PlaceNames();
    private final MessageSource messages;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread watcher;

    /// @param copies directory for private copies of the files that are mapped into memory
    Places(PlaceProperties properties, Path copies, MessageSource messages) {
        PrivateCopies privateCopies = new PrivateCopies(copies);
        cityV4 = new WatchedFile<>(properties.cityV4File(), privateCopies::open);
        cityV6 = new WatchedFile<>(properties.cityV6File(), privateCopies::open);
        providersV4 = new WatchedFile<>(properties.asnV4File(), (file, stamp) -> Providers.read(file));
        providersV6 = new WatchedFile<>(properties.asnV6File(), (file, stamp) -> Providers.read(file));
        types = new NetworkTypes(properties.networkTypes());
        bundled = properties.bundled();
        this.messages = messages;
        watcher = Thread.ofPlatform().daemon().name("place-data").unstarted(this::watch);
    }

    @PostConstruct
    void start() {
        watcher.start();
    }

    @PreDestroy
    void stop() {
        watcher.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                refresh();
                loaded.countDown();
                Thread.sleep(POLL);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads each file that has changed.
    synchronized void refresh() {
        cityV4.refresh();
        cityV6.refresh();
        providersV4.refresh();
        providersV6.refresh();
    }

    /// Waits until the data was read for the first time, be it with success or not.
    ///
    /// @return false if that took longer than `atMost`
    public boolean awaitLoaded(Duration atMost) throws InterruptedException {
        return loaded.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What is known about an address.
    ///
    /// @param address as text; anything but an address is "not known"
    public Evidence.Network find(String address) {
        IpAddress parsed = IpAddress.parse(address);
        if (parsed == null) {
            return Evidence.Network.NOT_KNOWN;
        }
        CityData cities = (parsed.v6() ? cityV6 : cityV4).current();
        Providers providers = (parsed.v6() ? providersV6 : providersV4).current();
        CityData.City city = cities == null ? null : cities.find(parsed);
        Providers.Provider provider = providers == null ? null : providers.find(parsed);
        return new Evidence.Network(
                parsed.text(),
                parsed.prefix(),
                provider == null ? null : provider.number(),
                provider == null ? null : provider.name(),
                city == null ? null : city.country(),
                city == null ? null : city.region(),
                city == null ? null : city.city(),
                city == null ? null : city.point(),
                provider == null ? NetworkType.UNKNOWN : types.of(provider.number(), provider.name()));
    }

    /// The place in a member's words: `東京都付近`, `ブラジル・サンパウロ付近`, `near Tokyo, Japan`. On
    /// a carrier's network only the country: its gateways stand elsewhere.
    public String describe(Evidence.Network network, Locale locale) {
        String code = network.country();
        if (code == null) {
            return messages.getMessage("risk.place.unknown", null, locale);
        }
        String country = country(code, locale);
        boolean home = "JP".equals(code);
        String near = near(network, home, locale);
        if (near == null) {
            return messages.getMessage("risk.place.country", new Object[] {country}, locale);
        }
        String key = home && PlaceNames.isJapanese(locale) ? "risk.place.region" : "risk.place.city";
        Object[] parts = key.equals("risk.place.region") ? new Object[] {near} : new Object[] {country, near};
        return messages.getMessage(key, parts, locale);
    }

    private @Nullable String near(Evidence.Network network, boolean home, Locale locale) {
        String code = network.country();
        if (code == null || network.type() == NetworkType.MOBILE) {
            return null;
        }
        if (home) {
            return network.region() == null ? null : names.region(code, network.region(), locale);
        }
        return network.city() == null ? null : names.city(code, network.city(), locale);
    }

    /// Whether pages that show places have to credit DB-IP (CC BY 4.0): with the data of the build, not
    /// where a site brought all of its own.
    public boolean creditsDbIp() {
        return bundled;
    }

    /// The name of a country by its ISO 3166-1 code, such as `ブラジル` or `Brazil`.
    public String country(String code, Locale locale) {
        return names.country(code, locale);
    }

    /// The name of a prefecture or state by its English one, such as `東京都` or `Tokyo`.
    String region(String country, String english, Locale locale) {
        return names.region(country, english, locale);
    }
}
