package sekisho.server.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The processes of a PostgreSQL whose server was killed: they still work on the data and end soon.
///
/// They are told by their command line, which the kernel empties for a zombie, and never by the number in
/// `postmaster.pid`, which may belong to somebody else by now.
record Leftovers(String clusterName) {
    /// One of them.
    ///
    /// @param first whether it is the process that all others end with
    record Leftover(long pid, boolean first) {}

    /// The living ones.
    List<Leftover> alive() throws IOException {
        // The first process keeps its words; its children rename themselves to "postgres: <cluster name>:
        // checkpointer".
        String child = "postgres: " + clusterName + ":";
        String first = "\0cluster_name=" + clusterName + "\0";
        List<Leftover> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String words = commandLine(process);
                if (words.contains(first) || words.startsWith(child)) {
                    found.add(new Leftover(Long.parseLong(process.getFileName().toString()), words.contains(first)));
                }
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
