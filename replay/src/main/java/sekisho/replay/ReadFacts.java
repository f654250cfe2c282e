package sekisho.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.replay.ReadReport.BadRows;
import sekisho.replay.ReadReport.Crowd;
import sekisho.replay.ReadReport.Oddities;
import sekisho.replay.ReadReport.Place;
import sekisho.replay.report.ReportFacts;
import sekisho.replay.report.ReportFacts.BadRow;
import sekisho.replay.report.ReportFacts.Trap;

/// What the report tells of the reading.
final class ReadFacts {
    private ReadFacts() {}

    /// @param comparison the two policies to compare; `null` if there are none
    /// @param agreements with what a server wrote down
    static ReportFacts of(
            ReadReport read,
            Outcomes outcomes,
            ReportFacts.@Nullable Comparison comparison,
            List<ReportFacts.Agreement> agreements) {
        return new ReportFacts(
                read.files(),
                read.rows(),
                outcomes.size(),
                read.badRowCount(),
                badRows(read),
                traps(read),
                comparison,
                agreements);
    }

    private static List<BadRow> badRows(ReadReport read) {
        List<BadRow> rows = new ArrayList<>();
        for (BadRows bad : read.badRows()) {
            for (Place place : bad.places().first()) {
                rows.add(new BadRow(place.file(), place.line(), bad.why().name().toLowerCase(Locale.ROOT)));
            }
        }
        rows.sort(Comparator.<BadRow>comparingInt(row -> read.files().indexOf(row.file()))
                .thenComparingLong(BadRow::line));
        return rows;
    }

    private static List<Trap> traps(ReadReport read) {
        Oddities oddities = read.oddities();
        List<Trap> traps = new ArrayList<>();
        traps.add(new Trap(
                "crowd", oddities.crowds().stream().mapToLong(Crowd::rows).sum()));
        traps.add(new Trap("private-addresses", oddities.privateAddresses()));
        traps.add(new Trap("artificial-providers", oddities.artificialProviders()));
        traps.add(new Trap("without-device-type", oddities.withoutDeviceType()));
        traps.add(new Trap("without-region", oddities.withoutRegion()));
        traps.add(new Trap("without-city", oddities.withoutCity()));
        traps.add(new Trap("without-round-trip", oddities.withoutRoundTrip()));
        traps.add(new Trap("out-of-order", read.outOfOrder().count()));
        traps.removeIf(trap -> trap.count() == 0);
        return traps;
    }
}
