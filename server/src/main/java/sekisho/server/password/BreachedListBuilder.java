package sekisho.server.password;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Builds a [BreachedList] from text: one password a line, or one SHA-1 a line with or without
/// `:count`. Memory stays bounded however long the text is: fingerprints are spooled into 256 files
/// beside the result, each of which is then sorted alone. The result appears under its name only when
/// it is whole.
final class BreachedListBuilder implements AutoCloseable {
    private static final double FALSE_POSITIVES = 1e-8;
    private static final int SPOOLS = 256;
    private static final int LISTED_BAD_LINES = 20;
    private static final int LONGEST_LINE = 4096;

    private final Path out;
    private final Path directory;
    private final List<DataOutputStream> spools = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private long lines;
    private long taken;
    private long bad;

    /// A line that was left out: `reason` is a sentence.
    record BadLine(String source, long number, String reason) {}

    /// What was built.
    ///
    /// @param badLines the first few of them
    record Result(long lines, long entries, double falsePositives, long bytes, long bad, List<BadLine> badLines) {}

    /// How far the reading is: told after each line.
    interface Progress {
        void at(long lines, long bytes);
    }

    private enum Form {
        PASSWORDS,
        HASHES
    }

    BreachedListBuilder(Path out) throws IOException {
        this.out = out.toAbsolutePath();
        Path beside = this.out.getParent();
        Files.createDirectories(beside);
        directory = Files.createTempDirectory(beside, "." + this.out.getFileName() + "-");
        for (int i = 0; i < SPOOLS; i++) {
            OutputStream spool = Files.newOutputStream(spool(i));
            spools.add(new DataOutputStream(new BufferedOutputStream(spool, 1 << 15)));
        }
    }

    /// Reads a text to its end. The first line that isn't empty says of which form all are.
    void read(String source, InputStream text, Progress progress) throws IOException {
        BufferedInputStream in = new BufferedInputStream(text, 1 << 16);
        byte[] line = new byte[LONGEST_LINE];
        Form form = null;
        long number = 0;
        long bytes = 0;
        int length = 0;
        boolean open = false;
        for (int b = in.read(); ; b = in.read()) {
            if (b >= 0) {
                bytes++;
            }
            if (b >= 0 && b != '\n') {
                open = true;
                if (length < LONGEST_LINE) {
                    line[length] = (byte) b;
                }
                length++;
                continue;
            }
            if (open || b == '\n') {
                number++;
                lines++;
                int end = length > 0 && length <= LONGEST_LINE && line[length - 1] == '\r' ? length - 1 : length;
                if (end > 0) {
                    if (form == null) {
                        form = end <= LONGEST_LINE && hash(line, end) != null ? Form.HASHES : Form.PASSWORDS;
                    }
                    take(source, number, line, end, form);
                }
                progress.at(lines, bytes);
            }
            if (b < 0) {
                return;
            }
            length = 0;
            open = false;
        }
    }

    private void take(String source, long number, byte[] line, int length, Form form) throws IOException {
        if (length > LONGEST_LINE) {
            bad(source, number, "it is longer than " + LONGEST_LINE + " bytes");
            return;
        }
        byte[] sha1 = switch (form) {
            case HASHES -> {
                byte[] read = hash(line, length);
                if (read == null) {
                    bad(source, number, "it isn't a SHA-1 of 40 hex digits, alone or with :count");
                }
                yield read;
            }
            case PASSWORDS -> {
                String text = utf8(line, length);
                RawPassword password = RawPassword.of(text == null ? "" : text);
                if (text == null) {
                    bad(source, number, "it isn't UTF-8");
                } else if (!password.usable()) {
                    bad(source, number, "it is longer than any password may be");
                }
                yield text != null && password.usable() ? password.sha1() : null;
            }
        };
        if (sha1 != null) {
            taken++;
            spools.get(sha1[0] & 0xFF).writeLong(ByteBuffer.wrap(sha1).getLong());
        }
    }

    private void bad(String source, long number, String reason) {
        bad++;
        if (badLines.size() < LISTED_BAD_LINES) {
            badLines.add(new BadLine(source, number, reason));
        }
    }

    private static byte @Nullable [] hash(byte[] line, int length) {
        if (length < 40 || length > 40 && line[40] != ':') {
            return null;
        }
        for (int i = 41; i < length; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return null;
            }
        }
        byte[] sha1 = new byte[20];
        for (int i = 0; i < 20; i++) {
            if (!HexFormat.isHexDigit(line[2 * i]) || !HexFormat.isHexDigit(line[2 * i + 1])) {
                return null;
            }
            sha1[i] = (byte) (HexFormat.fromHexDigit(line[2 * i]) << 4 | HexFormat.fromHexDigit(line[2 * i + 1]));
        }
        return sha1;
    }

    private static @Nullable String utf8(byte[] line, int length) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
            return text.toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /// Sorts and writes what was read.
    ///
    /// @throws IOException if nothing was read, or the disk is full
    Result finish() throws IOException {
        if (taken == 0) {
            throw new IOException("there is no password in what was given: nothing was built");
        }
        int fingerprintBytes = fingerprintBytes(taken);
        Path part = directory.resolve("list");
        Body body;
        try (OutputStream entries = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            entries.write(new byte[BreachedList.HEADER_BYTES + BreachedList.INDEX_BYTES]);
            body = new Body(entries, fingerprintBytes - 2);
            for (int i = 0; i < SPOOLS; i++) {
                spools.get(i).close();
                body.add(sorted(spool(i)));
                Files.delete(spool(i));
            }
        }
        double falsePositives = body.count / Math.pow(2, 8.0 * fingerprintBytes);
        complete(part, body, fingerprintBytes - 2, falsePositives);
        long bytes = Files.size(part);
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Result(lines, body.count, falsePositives, bytes, bad, List.copyOf(badLines));
    }

    /// The fewest bytes with which `entries` fingerprints stay below the false-positive probability.
    static int fingerprintBytes(long entries) {
        if (entries > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a list holds at most 4,294,967,295 passwords");
        }
        int bytes = 3;
        while (bytes < BreachedList.MAX_FINGERPRINT_BYTES && entries / Math.pow(2, 8.0 * bytes) > FALSE_POSITIVES) {
            bytes++;
        }
        return bytes;
    }

    private static long[] sorted(Path spool) throws IOException {
        long[] fingerprints = new long[Math.toIntExact(Files.size(spool) / Long.BYTES)];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(spool), 1 << 16))) {
            for (int i = 0; i < fingerprints.length; i++) {
                fingerprints[i] = in.readLong();
            }
        }
        // All of one file share their first byte, so the sign is the same and signed order is the right one.
        Arrays.parallelSort(fingerprints);
        return fingerprints;
    }

    private static void complete(Path part, Body body, int entryBytes, double falsePositives) throws IOException {
        ByteBuffer index = ByteBuffer.allocate(BreachedList.INDEX_BYTES);
        index.asIntBuffer().put(body.starts());
        CRC32C crc = new CRC32C();
        crc.update(index.duplicate());
        try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "r")) {
            file.seek(BreachedList.HEADER_BYTES + BreachedList.INDEX_BYTES);
            byte[] some = new byte[1 << 16];
            for (int read = file.read(some); read > 0; read = file.read(some)) {
                crc.update(some, 0, read);
            }
        }
        ByteBuffer header = ByteBuffer.allocate(BreachedList.HEADER_BYTES)
                .put(BreachedList.MAGIC)
                .putInt(BreachedList.VERSION)
                .putInt(entryBytes)
                .putLong(body.count)
                .putDouble(falsePositives)
                .putInt((int) crc.getValue());
        header.putInt(BreachedList.crc(header.array(), BreachedList.HEADER_BYTES - Integer.BYTES));
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            writeAll(file, header.flip(), 0);
            writeAll(file, index, BreachedList.HEADER_BYTES);
            file.force(true);
        }
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    private Path spool(int number) {
        return directory.resolve("spool-" + number);
    }

    @Override
    public void close() throws IOException {
        for (DataOutputStream spool : spools) {
            spool.close();
        }
        discard();
    }

    /// Removes what was spooled; also for a process that is told to stop.
    void discard() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> left = Files.walk(directory)) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            // Somebody else has removed it.
        }
    }

    /// The entries, written in order, each once.
    private static final class Body {
        private final OutputStream out;
        private final int entryBytes;
        private final int shift;
        private final long[] perBucket = new long[BreachedList.BUCKETS];
        private long count;

        private Body(OutputStream out, int entryBytes) {
            this.out = out;
            this.entryBytes = entryBytes;
            this.shift = 64 - 8 * (entryBytes + 2);
        }

        private void add(long[] sorted) throws IOException {
            boolean first = true;
            long last = 0;
            for (long sha1 : sorted) {
                long fingerprint = sha1 >>> shift;
                if (!first && fingerprint == last) {
                    continue;
                }
                first = false;
                last = fingerprint;
                for (int i = entryBytes - 1; i >= 0; i--) {
                    out.write((int) (fingerprint >>> 8 * i));
                }
                perBucket[(int) (sha1 >>> 48)]++;
                count++;
            }
        }

        private int[] starts() {
            int[] starts = new int[BreachedList.BUCKETS + 1];
            long start = 0;
            for (int i = 0; i < BreachedList.BUCKETS; i++) {
                starts[i] = (int) start;
                start += perBucket[i];
            }
            starts[BreachedList.BUCKETS] = (int) start;
            return starts;
        }
    }
}
