package sekisho.replay.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was read for a report, as the reader of the login history counted it.
///
/// @param files names of the files, in the order of reading
/// @param rows how many rows were read, bad ones not counted
/// @param assessed how many of them were assessed
/// @param badRows how many rows couldn't be read
/// @param badRowExamples some of the bad rows, in the order of reading
/// @param traps peculiarities of the data that mislead whoever doesn't know them
/// @param comparison the two policies to compare; `null` if there are none
/// @param agreements how far each of our engines came to what a server wrote down; empty if the files say nothing of it
public record ReportFacts(
        List<String> files,
        long rows,
        long assessed,
        long badRows,
        List<BadRow> badRowExamples,
        List<Trap> traps,
        @Nullable Comparison comparison,
        List<Agreement> agreements) {

    public ReportFacts {
        files = List.copyOf(files);
        badRowExamples = List.copyOf(badRowExamples);
        traps = List.copyOf(traps);
        agreements = List.copyOf(agreements);
    }

    /// A row that couldn't be read.
    ///
    /// @param line the line in the file, counted from 1 for the header
    /// @param problem names its text: `bad.` and this in `report_en.properties` and `report_ja.properties`; without
    ///     such a text it is shown as it is
    public record BadRow(String file, long line, String problem) {}

    /// A peculiarity of the data.
    ///
    /// @param key names its text: `trap.` and the key in `report_en.properties` and `report_ja.properties`; a
    ///     key without a text is shown as it is
    /// @param count in how many rows it was seen
    public record Trap(String key, long count) {}

    /// Two policies to compare, by the names of their engines, such as `sekisho@today`.
    public record Comparison(String before, String after) {}

    /// How far an engine came to what a server wrote down.
    ///
    /// @param signIns how many sign-ins the server wrote the log-odds of
    /// @param sameLogOdds how many of them were judged to the same log-odds, bit by bit
    /// @param decided how many the server decided by a policy of this version
    /// @param sameDecision how many of them were decided alike
    /// @param first the first that differ
    public record Agreement(
            String engine, long signIns, long sameLogOdds, long decided, long sameDecision, List<Difference> first) {
        public Agreement {
            first = List.copyOf(first);
        }

        /// Whether nothing differs.
        public boolean isComplete() {
            return first.isEmpty();
        }
    }

    /// A sign-in that was judged differently.
    ///
    /// @param index as the file has it
    /// @param recorded the log-odds that the server wrote down
    /// @param recordedDecision `null` if no policy decided
    public record Difference(
            String index,
            long line,
            double recorded,
            double replayed,
            @Nullable String recordedDecision,
            String replayedDecision) {}
}
