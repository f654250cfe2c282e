package sekisho.server.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeysTest {
    @TempDir
    Path dataDir;

    @Test
    void aValueStaysTheSameAfterARestart() {
        byte[] before = ServerKeys.in(dataDir).mac("pepper", bytes("x"));

        assertThat(ServerKeys.in(dataDir).mac("pepper", bytes("x")))
                .isEqualTo(before)
                .hasSize(32);
    }

    @Test
    void anotherServerHasOtherKeys(@TempDir Path other) {
        assertThat(ServerKeys.in(dataDir).mac("pepper", bytes("x")))
                .isNotEqualTo(ServerKeys.in(other).mac("pepper", bytes("x")));
    }

    @Test
    void valuesOfTwoPurposesOrOtherwiseCutPartsNeverEqual() {
        ServerKeys keys = ServerKeys.in(dataDir);

        assertThat(List.of(
                        hex(keys.mac("pepper", bytes("ab"), bytes("c"))),
                        hex(keys.mac("pepper", bytes("a"), bytes("bc"))),
                        hex(keys.mac("pepper", bytes("abc"))),
                        hex(keys.mac("pepper", bytes("abc"), bytes(""))),
                        hex(keys.mac("code", bytes("abc")))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aNewKeyIsUsedAndTheOldOneStillReads() throws IOException {
        byte[] old = ServerKeys.in(dataDir).mac("pepper", bytes("x"));
        Files.writeString(dataDir.resolve("keys/k2"), "ab".repeat(32) + "\n");

        ServerKeys keys = ServerKeys.in(dataDir);

        assertThat(keys.currentId()).isEqualTo("k2");
        assertThat(keys.mac("pepper", bytes("x"))).isNotEqualTo(old);
        assertThat(keys.mac("k1", "pepper", bytes("x"))).isEqualTo(old);
    }

    @Test
    void aKeyNameFromTheDatabaseOpensNoOtherFile() throws IOException {
        Files.writeString(dataDir.resolve("secret"), "ab".repeat(32));
        ServerKeys keys = ServerKeys.in(dataDir);

        for (String id : List.of("../secret", "k9", "", "postgres", "k1/../k1")) {
            assertThatIllegalArgumentException().as(id).isThrownBy(() -> keys.mac(id, "pepper"));
        }
    }

    @Test
    void nobodyElseOnTheMachineReadsTheKeys() throws IOException {
        ServerKeys.in(dataDir);

        assertThat(permissions("keys")).isEqualTo("rwx------");
        assertThat(permissions("keys/k1")).isEqualTo("rw-------");
    }

    @Test
    void aDamagedKeyIsNeverReplacedByANewOne() throws IOException {
        ServerKeys.in(dataDir);
        Files.writeString(dataDir.resolve("keys/k1"), "half a k");

        assertThatExceptionOfType(StartupRefused.class)
                .isThrownBy(() -> ServerKeys.in(dataDir))
                .withMessageContaining("k1 is damaged")
                .withMessageNotContaining("half a k");
    }

    @Test
    void fiftyServersThatStartAtOnceAgreeOnOneKey() throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            starts.add(() -> hex(ServerKeys.in(dataDir).mac("pepper")));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> values = new ArrayList<>();
            for (var value : threads.invokeAll(starts)) {
                values.add(value.get());
            }
            assertThat(values).hasSize(50).containsOnly(values.getFirst());
        }
        try (var files = Files.list(dataDir.resolve("keys"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("k1");
        }
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve(path)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
