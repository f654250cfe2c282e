package sekisho.replay;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Measures the CPU time of reading a login history by hand; no test. Run it from the test classpath with
/// the name of a file.
final class ReadSpeed {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private ReadSpeed() {}

    public static void main(String[] args) throws IOException {
        for (int round = 0; round < 3; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            long rows = 0;
            try (LoginHistoryReader reader = new LoginHistoryReader(List.of(Path.of(args[0])), false)) {
                while (reader.next() != null) {
                    rows++;
                }
            }
            double seconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "%d rows, CPU %.1f s, %.0f rows/s%n", rows, seconds, rows / seconds);
        }
    }
}
