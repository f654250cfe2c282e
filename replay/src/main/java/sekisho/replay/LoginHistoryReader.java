package sekisho.replay;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads login-history files one after another, as one history. Plain CSV, gzip or zstd; what a row can't
/// be used for is counted in the [ReadReport]. Not thread-safe, but any thread may ask where it is.
public final class LoginHistoryReader implements Closeable {
    private final List<Path> files;
    private final boolean strict;
    private final ColumnTexts texts = new ColumnTexts();
    private final ReadTally tally = new ReadTally();
    private final long size;
    private volatile int opened;
    private volatile long line;
    private volatile long finished;
    private volatile @Nullable HistorySource source;
    private @Nullable CloseableIterator<LoginRow> rows;
    private @Nullable RowHandler handler;

    /// @param strict whether the first bad row ends the reading
    /// @throws HistoryFileException if one of the files can't be opened
    public LoginHistoryReader(List<Path> files, boolean strict) throws HistoryFileException {
        this.files = List.copyOf(files);
        this.strict = strict;
        long sum = 0;
        for (Path file : files) {
            sum += HistorySource.size(file);
        }
        size = sum;
    }

    /// The next row; `null` at the end of the last file.
    ///
    /// @throws HistoryFileException if a file can't be read on
    public @Nullable LoginRow next() throws IOException {
        try {
            while (rows != null || opened < files.size()) {
                CloseableIterator<LoginRow> current = rows == null ? open() : rows;
                if (current.hasNext()) {
                    LoginRow row = current.next();
                    line = row.line();
                    return row;
                }
                finish();
            }
            return null;
        } catch (UncheckedIOException | CsvParseException failure) {
            throw sentence(failure);
        }
    }

    private CloseableIterator<LoginRow> open() throws HistoryFileException {
        Path file = files.get(opened);
        HistorySource bytes = HistorySource.open(file);
        Utf8Text text = new Utf8Text(bytes);
        RowHandler fresh = new RowHandler(file, text, texts, tally, strict);
        line = 0;
        opened++;
        source = bytes;
        handler = fresh;
        tally.file(file);
        CloseableIterator<LoginRow> iterator = CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(4 * RowLimits.MAX_ROW)
                .build(fresh, new RowLimits(text))
                .iterator();
        rows = iterator;
        return iterator;
    }

    private void finish() throws IOException {
        if (handler != null && !handler.hasHeader()) {
            throw new HistoryFileException(file(), "It is empty; a login history begins with a header.");
        }
        finished += HistorySource.size(file());
        close();
    }

    private IOException sentence(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HistoryFileException said) {
                return said;
            }
        }
        return new HistoryFileException(
                file(), "It can't be read after line " + line + " (" + failure.getMessage() + ").");
    }

    /// The file that is being read, or was read last.
    public Path file() {
        return files.get(Math.max(opened - 1, 0));
    }

    /// The line on which the last row began; 0 before the first.
    public long line() {
        return line;
    }

    /// How many bytes of all files were read.
    public long bytesRead() {
        HistorySource current = source;
        return finished + (current == null ? 0 : current.consumed());
    }

    /// How many bytes all files have, packed as they are.
    public long size() {
        return size;
    }

    /// What was found so far.
    public ReadReport report() {
        return tally.report();
    }

    @Override
    public void close() throws IOException {
        CloseableIterator<LoginRow> current = rows;
        rows = null;
        source = null;
        if (current != null) {
            current.close();
        }
    }
}
