package sekisho.replay;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of one login-history file, unpacked if it is packed; what kind it is, is told by its first
/// bytes. Every failure is a sentence.
final class HistorySource extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Counting packed;
    private final InputStream bytes;

    private HistorySource(Path file, Counting packed, InputStream bytes) {
        this.file = file;
        this.packed = packed;
        this.bytes = bytes;
    }

    /// How many bytes a file has.
    static long size(Path file) throws HistoryFileException {
        if (Files.isDirectory(file)) {
            throw new HistoryFileException(file, "This is a directory; name the files in it.");
        }
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw sentence(file, failure);
        }
    }

    static HistorySource open(Path file) throws HistoryFileException {
        try {
            Counting packed = new Counting(Files.newInputStream(file));
            try {
                return new HistorySource(file, packed, unpacked(file, packed));
            } catch (IOException failure) {
                packed.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw sentence(file, failure);
        }
    }

    private static InputStream unpacked(Path file, Counting packed) throws IOException {
        InputStream bytes = new BufferedInputStream(packed, CHUNK);
        bytes.mark(8);
        String magic = HexFormat.of().formatHex(bytes.readNBytes(8));
        bytes.reset();
        if (magic.startsWith("1f8b")) {
            return new GZIPInputStream(bytes, CHUNK);
        }
        if (magic.startsWith("28b52ffd")) {
            return new ZstdInputStream(bytes);
        }
        if (magic.startsWith("504b0304") || magic.startsWith("425a68") || magic.startsWith("fd377a585a")) {
            throw new HistoryFileException(
                    file, "This is a zip, bzip2 or xz archive; unpack it first, or pack it with gzip or zstd.");
        }
        if (magic.startsWith("fffe") || magic.startsWith("feff")) {
            throw new HistoryFileException(file, "This is UTF-16 text; save it as UTF-8.");
        }
        return bytes;
    }

    private static HistoryFileException sentence(Path file, IOException failure) {
        return switch (failure) {
            case HistoryFileException said -> said;
            case NoSuchFileException missing ->
                new HistoryFileException(file, "There is no such file; check its name.");
            case AccessDeniedException denied ->
                new HistoryFileException(file, "It may not be read; check its permissions.");
            case EOFException cut -> damaged(file);
            case ZipException broken -> damaged(file);
            case ZstdIOException broken -> damaged(file);
            default -> new HistoryFileException(file, "It can't be read (" + failure.getMessage() + ").");
        };
    }

    private static HistoryFileException damaged(Path file) {
        return new HistoryFileException(file, "Its packed data is damaged or cut off; copy or download it again.");
    }

    /// How many bytes of the file itself were read. Any thread may ask.
    long consumed() {
        return packed.count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return bytes.read(into, offset, length);
        } catch (IOException failure) {
            throw sentence(file, failure);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /// Counts what is read from a file.
    private static final class Counting extends InputStream {
        private final InputStream file;
        private volatile long count;

        Counting(InputStream file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = file.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        /// Unpacking asks for it to tell whether another packed part follows.
        @Override
        public int available() throws IOException {
            return file.available();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
