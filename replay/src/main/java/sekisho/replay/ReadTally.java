package sekisho.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sekisho.replay.ReadReport.BadRows;
import sekisho.replay.ReadReport.Crowd;
import sekisho.replay.ReadReport.Oddities;
import sekisho.replay.ReadReport.Place;
import sekisho.replay.ReadReport.Places;

/// Counts what a [ReadReport] tells, row by row.
final class ReadTally {
    private static final int PLACES = 20;

    /// A crowd has more than one row in this many.
    private static final int CROWD_SHARE = 10;

    /// A crowd has less than one success in this many rows.
    private static final int CROWD_SUCCESS = 100;

    /// Fewer rows make no crowd.
    private static final int CROWD_ROWS = 5;

    private static final long FIRST_ARTIFICIAL_ASN = 500_000;

    private final List<String> files = new ArrayList<>();
    private final Map<BadRow, Found> badRows = new EnumMap<>(BadRow.class);
    private final Found outOfOrder = new Found();
    private final Numbering<String> members = new Numbering<>();
    private final IntColumn rowsByMember = new IntColumn();
    private final IntColumn successesByMember = new IntColumn();
    private long seen;
    private long rows;
    private long failed;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;
    private long previousAt = Long.MIN_VALUE;
    private long privateAddresses;
    private long artificialProviders;
    private long withoutDeviceType;
    private long withoutRegion;
    private long withoutCity;
    private long withoutRoundTrip;

    void file(Path file) {
        files.add(file.toString());
    }

    void bad(BadRow why, Path file, long line) {
        seen++;
        badRows.computeIfAbsent(why, fresh -> new Found()).at(file, line);
    }

    void row(Login login, Path file, long line) {
        seen++;
        rows++;
        int member = members.of(login.member());
        rowsByMember.increment(member);
        if (login.successful()) {
            successesByMember.increment(member);
        } else {
            failed++;
        }
        time(login.at(), file, line);
        String address = login.address();
        Long asn = login.asn();
        privateAddresses += address != null && address.startsWith("10.") ? 1 : 0;
        artificialProviders += asn != null && asn >= FIRST_ARTIFICIAL_ASN ? 1 : 0;
        withoutDeviceType += login.deviceType() == null ? 1 : 0;
        withoutRegion += login.region() == null ? 1 : 0;
        withoutCity += login.city() == null ? 1 : 0;
        withoutRoundTrip += Double.isNaN(login.roundTripMillis()) ? 1 : 0;
    }

    private void time(long at, Path file, long line) {
        if (at < previousAt) {
            outOfOrder.at(file, line);
        }
        previousAt = at;
        firstAt = Math.min(firstAt, at);
        lastAt = Math.max(lastAt, at);
    }

    /// All rows so far, the bad ones too.
    long seen() {
        return seen;
    }

    ReadReport report() {
        List<BadRows> bad = new ArrayList<>();
        badRows.forEach((why, found) -> bad.add(new BadRows(why, found.places())));
        Oddities oddities = new Oddities(
                crowds(),
                privateAddresses,
                artificialProviders,
                withoutDeviceType,
                withoutRegion,
                withoutCity,
                withoutRoundTrip);
        return new ReadReport(
                files,
                rows,
                failed,
                members.size(),
                rows == 0 ? 0 : firstAt,
                rows == 0 ? 0 : lastAt,
                bad,
                outOfOrder.places(),
                oddities);
    }

    private List<Crowd> crowds() {
        List<Crowd> crowds = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            long all = rowsByMember.get(member);
            long successful = successesByMember.get(member);
            if (all >= CROWD_ROWS && all * CROWD_SHARE > rows && successful * CROWD_SUCCESS < all) {
                crowds.add(new Crowd(members.value(member), all, successful));
            }
        }
        return crowds;
    }

    /// Rows in which something was found.
    private static final class Found {
        private long count;
        private final List<Place> first = new ArrayList<>();

        void at(Path file, long line) {
            count++;
            if (first.size() < PLACES) {
                first.add(new Place(file.toString(), line));
            }
        }

        Places places() {
            return new Places(count, first);
        }
    }
}
