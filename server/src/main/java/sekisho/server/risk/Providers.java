package sekisho.server.risk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which provider (autonomous system) announces an address: sorted ranges in primitive arrays.
final class Providers {
    /// One provider.
    record Provider(long number, String name) {}

    private static final long LARGEST_FILE = 256L << 20;
    private static final int LONGEST_NAME = 200;

    private final Ranges v4 = new Ranges();
    private final Ranges v6 = new Ranges();
    private int[] numbers = {};
    private String[] names = {};

    private Providers() {}

    /// Reads a CSV of first address, last address, number and name, in rising order.
    ///
    /// @throws IOException if a line is not like that
    static Providers read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("larger than " + (LARGEST_FILE >> 20) + " MiB");
        }
        Providers providers = new Providers();
        Map<Long, String> named = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                count++;
                if (!providers.add(line, named)) {
                    throw new IOException("line " + count + " is not first,last,number,name in rising order");
                }
            }
        }
        if (named.isEmpty()) {
            throw new IOException("it is empty");
        }
        providers.v4.trim();
        providers.v6.trim();
        providers.numbers = new int[named.size()];
        providers.names = new String[named.size()];
        int i = 0;
        for (Map.Entry<Long, String> entry : named.entrySet()) {
            providers.numbers[i] = entry.getKey().intValue() ^ Integer.MIN_VALUE;
            providers.names[i++] = entry.getValue();
        }
        return providers;
    }

    private boolean add(String line, Map<Long, String> named) {
        int a = line.indexOf(',');
        int b = line.indexOf(',', a + 1);
        int c = line.indexOf(',', b + 1);
        if (a < 0 || b < 0 || c < 0) {
            return false;
        }
        IpAddress first = IpAddress.parse(line.substring(0, a));
        IpAddress last = IpAddress.parse(line.substring(a + 1, b));
        if (first == null || last == null || first.v6() != last.v6()) {
            return false;
        }
        long number;
        try {
            number = Integer.toUnsignedLong(Integer.parseUnsignedInt(line, b + 1, c, 10));
        } catch (NumberFormatException notANumber) {
            return false;
        }
        named.computeIfAbsent(number, key -> unquoted(line.substring(c + 1)));
        return (first.v6() ? v6 : v4).add(first, last, (int) number);
    }

    private static String unquoted(String field) {
        String name = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"")
                ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                : field;
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /// The provider of an address; `null` where nobody announces it.
    @Nullable
    Provider find(IpAddress address) {
        Ranges ranges = address.v6() ? v6 : v4;
        int at = ranges.find(address);
        if (at < 0) {
            return null;
        }
        int number = ranges.provider[at];
        int named = Arrays.binarySearch(numbers, number ^ Integer.MIN_VALUE);
        return new Provider(Integer.toUnsignedLong(number), names[named]);
    }

    /// Ranges of one address kind, as unsigned numbers. The upper halves are empty for IPv4.
    private static final class Ranges {
        private long[] firstHigh = {};
        private long[] firstLow = {};
        private long[] lastHigh = {};
        private long[] lastLow = {};
        private int[] provider = {};
        private int size;

        boolean add(IpAddress first, IpAddress last, int number) {
            if (compare(first, last.high(), last.low()) > 0 || size > 0 && compareFirst(first, size - 1) < 0) {
                return false;
            }
            if (size == provider.length) {
                resize(Math.max(1024, size + size / 2), first.v6());
            }
            if (first.v6()) {
                firstHigh[size] = first.high();
                lastHigh[size] = last.high();
            }
            firstLow[size] = first.low();
            lastLow[size] = last.low();
            provider[size++] = number;
            return true;
        }

        void trim() {
            resize(size, firstHigh.length > 0);
        }

        private void resize(int length, boolean v6) {
            if (v6) {
                firstHigh = Arrays.copyOf(firstHigh, length);
                lastHigh = Arrays.copyOf(lastHigh, length);
            }
            firstLow = Arrays.copyOf(firstLow, length);
            lastLow = Arrays.copyOf(lastLow, length);
            provider = Arrays.copyOf(provider, length);
        }

        /// Index of the range that holds the address, or -1.
        int find(IpAddress address) {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (compareFirst(address, middle) < 0) {
                    high = middle - 1;
                } else {
                    low = middle + 1;
                }
            }
            boolean within = high >= 0 && compare(address, address.v6() ? lastHigh[high] : 0, lastLow[high]) <= 0;
            return within ? high : -1;
        }

        private int compareFirst(IpAddress address, int at) {
            return compare(address, address.v6() ? firstHigh[at] : 0, firstLow[at]);
        }

        private static int compare(IpAddress address, long high, long low) {
            int byHigh = Long.compareUnsigned(address.high(), high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(address.low(), low);
        }
    }
}
