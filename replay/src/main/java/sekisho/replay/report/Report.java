package sekisho.replay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sekisho.replay.Outcomes;

/// Writes what a replay showed: `report.html`, one page that needs nothing else, in English and Japanese, and
/// `report.json` with the same numbers. The same outcomes give the same bytes.
public final class Report {
    private Report() {}

    /// Writes both files into a directory, which is made if it isn't there.
    ///
    /// @throws IllegalArgumentException if the policies to compare are not among the outcomes' engines
    public static void write(Path directory, Outcomes outcomes, ReportFacts facts) throws IOException {
        Analysis analysis = Analysis.of(outcomes, facts);
        Files.createDirectories(directory);
        Json.write(directory.resolve("report.json"), analysis);
        Files.writeString(directory.resolve("report.html"), Page.of(analysis));
    }
}
