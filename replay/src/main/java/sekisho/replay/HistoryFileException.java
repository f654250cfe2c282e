package sekisho.replay;

import java.io.IOException;
import java.nio.file.Path;

/// A login-history file can't be used. The message is a sentence that names the file and says what to do.
public final class HistoryFileException extends IOException {
    HistoryFileException(Path file, String sentence) {
        super(file + ": " + sentence);
    }
}
