package sekisho.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Finding;

/// The scores of a replay as CSV: a line for each assessed row and engine. It gets its name when it is
/// complete; until then nobody sees a half-written file under it.
final class ScoreFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path target;
    private final Path beside;
    private final List<String> engines;
    private final OutputStream bytes;
    private final StringBuilder pending = new StringBuilder(2 * CHUNK);

    private ScoreFile(Path target, Path beside, List<String> engines, OutputStream bytes) {
        this.target = target;
        this.beside = beside;
        this.engines = engines;
        this.bytes = bytes;
    }

    /// Begins a file. What isn't a regular file, such as a pipe, is written to at once.
    ///
    /// @param engines in the order of their verdicts
    static ScoreFile begin(Path target, List<Engine> engines) throws IOException {
        List<String> names = engines.stream().map(Engine::name).toList();
        boolean special = Files.exists(target) && !Files.isRegularFile(target);
        Path beside = special ? target : target.resolveSibling(target.getFileName() + ".part");
        ScoreFile file =
                new ScoreFile(target, beside, names, new BufferedOutputStream(Files.newOutputStream(beside), CHUNK));
        file.pending.append("index,engine,score,log_odds,decision,reasons\n");
        return file;
    }

    void write(LoginRow row, List<@Nullable Verdict> verdicts) throws IOException {
        String index = field(row.index());
        for (int i = 0; i < engines.size(); i++) {
            pending.append(index).append(',').append(engines.get(i)).append(',');
            Verdict verdict = verdicts.get(i);
            if (verdict == null) {
                pending.append(",,,");
            } else {
                pending.append(verdict.score())
                        .append(',')
                        .append(verdict.logOdds())
                        .append(',');
                pending.append(verdict.decision()).append(',');
                appendReasons(verdict.reasons());
            }
            pending.append('\n');
        }
        if (pending.length() > CHUNK) {
            flush();
        }
    }

    private void appendReasons(List<Finding> reasons) {
        for (int i = 0; i < reasons.size(); i++) {
            Finding finding = reasons.get(i);
            String contribution = Double.toString(finding.contribution());
            pending.append(i == 0 ? "" : ";").append(finding.type().code()).append('=');
            pending.append(contribution.startsWith("-") ? "" : "+").append(contribution);
        }
    }

    /// RFC 4180 §2: quoted only where it has to be.
    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void flush() throws IOException {
        bytes.write(pending.toString().getBytes(StandardCharsets.UTF_8));
        pending.setLength(0);
    }

    /// Completes the file.
    void finish() throws IOException {
        flush();
        bytes.close();
        if (!beside.equals(target)) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Leaves nothing behind of a file that isn't complete.
    @Override
    public void close() throws IOException {
        try (bytes) {
            if (!beside.equals(target)) {
                Files.deleteIfExists(beside);
            }
        }
    }
}
