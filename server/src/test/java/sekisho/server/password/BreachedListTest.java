package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BreachedListTest {
    private static final int MANY = 1_000_000;

    @TempDir
    Path directory;

    private Path list(String text) throws IOException {
        Path list = directory.resolve("leaked.list");
        build(list, text.getBytes(StandardCharsets.UTF_8));
        return list;
    }

    private static BreachedListBuilder.Result build(Path list, byte[] text) throws IOException {
        try (BreachedListBuilder builder = new BreachedListBuilder(list)) {
            builder.read("text", new ByteArrayInputStream(text), (lines, bytes) -> {});
            return builder.finish();
        }
    }

    @Test
    void ofAMillionHashesNoneIsMissedAndAmongAMillionOthersNoneIsTakenForOne() throws IOException {
        byte[] text = new byte[41 * MANY];
        SplittableRandom random = new SplittableRandom(1);
        byte[] sha1 = new byte[20];
        for (int i = 0; i < MANY; i++) {
            random.nextBytes(sha1);
            byte[] hex = HexFormat.of().formatHex(sha1).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(hex, 0, text, 41 * i, 40);
            text[41 * i + 40] = '\n';
        }
        Path path = directory.resolve("million.list");
        BreachedListBuilder.Result result = build(path, text);

        assertThat(result.falsePositives()).isLessThanOrEqualTo(1e-8);
        assertThat(result.entries()).isEqualTo(MANY);
        try (BreachedList list = BreachedList.open(path)) {
            assertThat(list.falsePositives()).isEqualTo(result.falsePositives());
            SplittableRandom again = new SplittableRandom(1);
            int missed = 0;
            int mistaken = 0;
            for (int i = 0; i < MANY; i++) {
                again.nextBytes(sha1);
                missed += list.contains(sha1) ? 0 : 1;
                random.nextBytes(sha1);
                mistaken += list.contains(sha1) ? 1 : 0;
            }
            assertThat(missed).isZero();
            assertThat(mistaken).isZero();
        }
    }

    @Test
    void theFingerprintIsWideEnoughForListsOfAnySize() {
        for (long entries : new long[] {1, 49_233, 1_000_000, 900_000_000L, 0xFFFF_FFFFL}) {
            int bytes = BreachedListBuilder.fingerprintBytes(entries);
            assertThat(entries / Math.pow(2, 8.0 * bytes)).isLessThanOrEqualTo(1e-8);
        }
    }

    @Test
    void passwordsAndHashesInAnyFormGiveTheSameAnswers() throws IOException {
        String sha1OfPassword = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";
        for (String text : new String[] {
            "password\n",
            "password",
            "\r\npassword\r\n\r\n",
            sha1OfPassword + ":9659365\r\n",
            sha1OfPassword.toLowerCase()
        }) {
            try (BreachedPasswords known = new BreachedPasswords(list(text), directory)) {
                assertThat(known.contains(RawPassword.of("password"))).isTrue();
                assertThat(known.contains(RawPassword.of("ｐａｓｓｗｏｒｄ"))).isTrue();
                assertThat(known.contains(RawPassword.of("Password"))).isFalse();
            }
        }
    }

    @Test
    void linesThatCannotBeReadAreCountedAndNamed() throws IOException {
        String hash = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";
        BreachedListBuilder.Result hashes = build(
                directory.resolve("a.list"),
                (hash + ":3\nnot a hash\n" + hash + ":x\n" + hash + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(hashes.entries()).isOne();
        assertThat(hashes.lines()).isEqualTo(4);
        assertThat(hashes.badLines())
                .extracting(BreachedListBuilder.BadLine::number)
                .containsExactly(2L, 3L);

        byte[] text = ("good\n" + "x".repeat(300) + "\n" + "x".repeat(5000) + "\n?\n").getBytes(StandardCharsets.UTF_8);
        text[text.length - 2] = (byte) 0xFF;
        BreachedListBuilder.Result passwords = build(directory.resolve("b.list"), text);
        assertThat(passwords.bad()).isEqualTo(3);
        assertThat(passwords.entries()).isOne();
    }

    /// F17
    @Test
    void aDamagedListIsNeverTakenUp() throws IOException {
        Path path = list("one\ntwo\nthree\n");
        byte[] whole = Files.readAllBytes(path);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            int at = i < BreachedList.HEADER_BYTES ? i : random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(path, damaged);
            assertThatThrownBy(() -> BreachedList.open(path)).isInstanceOf(IOException.class);
        }
        for (int length : new int[] {0, 7, 39, 40, 1000, whole.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> BreachedList.open(path)).isInstanceOf(IOException.class);
        }
    }

    /// F17
    @Test
    void aDamagedOrMissingListMeansNotKnownAndABetterOneIsTakenUpLater() throws IOException {
        Path path = directory.resolve("leaked.list");
        try (BreachedPasswords known = new BreachedPasswords(path, directory)) {
            assertThat(known.contains(RawPassword.of("one"))).isNull();

            Files.writeString(path, "no list");
            known.reloadIfReplaced();
            assertThat(known.contains(RawPassword.of("one"))).isNull();

            list("one\n");
            known.reloadIfReplaced();
            assertThat(known.contains(RawPassword.of("one"))).isTrue();

            Path damaged = Files.writeString(directory.resolve("damaged"), "no list either");
            Files.move(damaged, path, StandardCopyOption.REPLACE_EXISTING);
            known.reloadIfReplaced();
            assertThat(known.contains(RawPassword.of("one")))
                    .as("the old list stays in use")
                    .isTrue();

            list("two\n");
            known.reloadIfReplaced();
            assertThat(known.contains(RawPassword.of("one"))).isFalse();
            assertThat(known.contains(RawPassword.of("two"))).isTrue();
        }
    }

    /// F17
    @Test
    void aListThatIsOverwrittenInPlaceIsNotTrusted() throws IOException {
        Path path = list("one\n");
        try (BreachedPasswords known = new BreachedPasswords(path, directory)) {
            Files.write(path, new byte[100]);
            assertThat(known.contains(RawPassword.of("one"))).isNull();
        }
    }

    @Test
    void theBuiltInListKnowsTheCommonPasswords() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (BreachedPasswords known = new BreachedPasswords(null, directory)) {
                assertThat(known.contains(RawPassword.of("qwertyuiop"))).isTrue();
                assertThat(known.contains(RawPassword.of("ゆきの朝に咲く花"))).isFalse();
            }
        }
    }

    @Test
    void theCommandBuildsAListAndLeavesNothingElseBehind() throws IOException {
        Path one = Files.writeString(directory.resolve("one.txt"), "one\ntwo\n");
        Path hashes = Files.writeString(
                directory.resolve("hashes.txt"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:3\nbad line\n");
        Path out = directory.resolve("out").resolve("leaked.list");
        StringWriter told = new StringWriter();

        int code = command(told, "build", "--in", one.toString(), hashes.toString(), "--out", out.toString());

        assertThat(code).isZero();
        assertThat(told.toString()).contains("hashes.txt line 2").contains("3 entries of 4 lines");
        try (BreachedPasswords known = new BreachedPasswords(out, directory)) {
            assertThat(known.contains(RawPassword.of("password"))).isTrue();
            assertThat(known.contains(RawPassword.of("two"))).isTrue();
        }
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files).containsExactly(out);
        }
    }

    @Test
    void theCommandSaysInASentenceWhyItBuiltNothing() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.txt"));
        Path out = directory.resolve("leaked.list");

        StringWriter told = new StringWriter();
        assertThat(command(told, "build", "--in", directory + "/none.txt", "--out", out.toString()))
                .isOne();
        assertThat(told.toString()).contains("none.txt can't be read");

        assertThat(command(told, "build", "--in", empty.toString(), "--out", out.toString()))
                .isOne();
        assertThat(told.toString()).contains("there is no password");
        assertThat(out).doesNotExist();

        assertThat(command(told, "build", "--out", out.toString())).isEqualTo(2);
    }

    private static int command(StringWriter told, String... arguments) {
        return new CommandLine(new BreachedCommand())
                .setOut(new PrintWriter(told, true))
                .setErr(new PrintWriter(told, true))
                .execute(arguments);
    }
}
