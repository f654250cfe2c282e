package sekisho.server.password;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A list of leaked passwords in a compact file: sorted leading bytes of their SHA-1, so many that a
/// password that isn't on the list is taken for one with a probability of at most 10⁻⁸, and one that is
/// never missed.
///
/// The file, all numbers big-endian: a header of 40 bytes (`SKBREACH`, version 1 in 4 bytes, bytes an
/// entry in 4, number of entries in 8, false-positive probability as a double in 8, CRC-32C of all that
/// follows the header in 4, CRC-32C of the header so far in 4); 65,537 numbers of 4 bytes: where the
/// entries of each first two bytes begin; the entries without these two bytes.
///
/// It is read, not mapped: a mapped file that somebody cuts short takes the process down.
final class BreachedList implements AutoCloseable {
    static final byte[] MAGIC = "SKBREACH".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER_BYTES = 40;
    static final int BUCKETS = 1 << 16;
    static final int INDEX_BYTES = (BUCKETS + 1) * Integer.BYTES;
    static final int MAX_FINGERPRINT_BYTES = Long.BYTES;

    private final Path path;
    private final Stamp stamp;
    private final RandomAccessFile file;
    private final int entryBytes;
    private final long count;
    private final double falsePositives;
    private final int[] starts;
    private final ReentrantLock reading = new ReentrantLock();

    private BreachedList(
            Path path,
            Stamp stamp,
            RandomAccessFile file,
            int entryBytes,
            long count,
            double falsePositives,
            int[] starts) {
        this.path = path;
        this.stamp = stamp;
        this.file = file;
        this.entryBytes = entryBytes;
        this.count = count;
        this.falsePositives = falsePositives;
        this.starts = starts;
    }

    /// Opens a file and reads it through once, to see that it is whole.
    ///
    /// @throws IOException if it can't be read, or isn't a whole list; the message is a sentence
    static BreachedList open(Path path) throws IOException {
        Stamp stamp = Stamp.of(path);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return read(path, stamp, file);
        } catch (IOException | RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    private static BreachedList read(Path path, Stamp stamp, RandomAccessFile file) throws IOException {
        if (file.length() < HEADER_BYTES + INDEX_BYTES) {
            throw new IOException(path + " is too short for a list of leaked passwords");
        }
        byte[] head = new byte[HEADER_BYTES];
        file.readFully(head);
        ByteBuffer header = ByteBuffer.wrap(head);
        byte[] magic = new byte[MAGIC.length];
        header.get(magic);
        if (!Arrays.equals(magic, MAGIC) || header.getInt() != VERSION) {
            throw new IOException(path + " isn't a list of leaked passwords that this version knows: build it with"
                    + " \"sekisho breached build\"");
        }
        int entryBytes = header.getInt();
        long count = header.getLong();
        double falsePositives = header.getDouble();
        int bodyChecksum = header.getInt();
        boolean sound = header.getInt() == crc(head, HEADER_BYTES - Integer.BYTES)
                && entryBytes >= 1
                && entryBytes <= MAX_FINGERPRINT_BYTES - 2
                && count >= 0
                && count <= 0xFFFF_FFFFL
                && file.length() == HEADER_BYTES + INDEX_BYTES + count * entryBytes;
        if (!sound) {
            throw new IOException(path + " is damaged: its header and its length don't agree");
        }
        byte[] index = new byte[INDEX_BYTES];
        file.readFully(index);
        CRC32C body = new CRC32C();
        body.update(index);
        byte[] part = new byte[1 << 16];
        for (int read = file.read(part); read > 0; read = file.read(part)) {
            body.update(part, 0, read);
        }
        if ((int) body.getValue() != bodyChecksum) {
            throw new IOException(path + " is damaged: its checksum doesn't fit");
        }
        int[] starts = new int[BUCKETS + 1];
        ByteBuffer.wrap(index).asIntBuffer().get(starts);
        for (int i = 0; i < BUCKETS; i++) {
            if (Integer.compareUnsigned(starts[i], starts[i + 1]) > 0) {
                throw new IOException(path + " is damaged: its index isn't in order");
            }
        }
        if (starts[0] != 0 || Integer.toUnsignedLong(starts[BUCKETS]) != count) {
            throw new IOException(path + " is damaged: its index doesn't fit its length");
        }
        return new BreachedList(path, stamp, file, entryBytes, count, falsePositives, starts);
    }

    static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /// Whether the list holds this SHA-1.
    ///
    /// @throws IOException if the file can't be read any more, or was overwritten in place since it was
    ///     opened
    boolean contains(byte[] sha1) throws IOException {
        int bucket = (sha1[0] & 0xFF) << 8 | sha1[1] & 0xFF;
        long first = Integer.toUnsignedLong(starts[bucket]);
        int entries = (int) (Integer.toUnsignedLong(starts[bucket + 1]) - first);
        if (entries == 0) {
            return false;
        }
        byte[] there = new byte[Math.multiplyExact(entries, entryBytes)];
        reading.lock();
        try {
            if (overwritten()) {
                throw new IOException(path + " was overwritten in place");
            }
            file.seek(HEADER_BYTES + INDEX_BYTES + first * entryBytes);
            file.readFully(there);
        } finally {
            reading.unlock();
        }
        return search(there, entries, sha1);
    }

    private boolean search(byte[] there, int entries, byte[] sha1) {
        int low = 0;
        int high = entries - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int at = middle * entryBytes;
            int order = Arrays.compareUnsigned(there, at, at + entryBytes, sha1, 2, 2 + entryBytes);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /// Whether another list stands at the path now.
    boolean replaced() {
        try {
            return !Stamp.of(path).equals(stamp);
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean overwritten() {
        try {
            Stamp now = Stamp.of(path);
            return Objects.equals(now.file, stamp.file) && !now.equals(stamp);
        } catch (IOException gone) {
            return false;
        }
    }

    long count() {
        return count;
    }

    /// The probability with which a password that isn't on the list is taken for one.
    double falsePositives() {
        return falsePositives;
    }

    @Override
    public void close() throws IOException {
        reading.lock();
        try {
            file.close();
        } finally {
            reading.unlock();
        }
    }

    private record Stamp(@Nullable Object file, FileTime modified, long size) {
        private static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }
}
