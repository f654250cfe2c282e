package sekisho.replay;

import java.util.List;

/// What was found while a login history was read: how much there is, what couldn't be used, and what one
/// should know before trusting figures made from it.
///
/// @param files names of the files, in the order they were read
/// @param rows rows that could be used
/// @param failed of these, with a wrong password
/// @param members different members in these rows
/// @param firstAt earliest timestamp, milliseconds since 1970-01-01 UTC; 0 if there is no row
/// @param lastAt latest timestamp
/// @param badRows rows left out, by the reason, in the order of [BadRow]; reasons with a row only
/// @param outOfOrder rows with a timestamp before that of the row above them; they keep their place
/// @param oddities what the figures may suffer from
public record ReadReport(
        List<String> files,
        long rows,
        long failed,
        long members,
        long firstAt,
        long lastAt,
        List<BadRows> badRows,
        Places outOfOrder,
        Oddities oddities) {

    public ReadReport {
        files = List.copyOf(files);
        badRows = List.copyOf(badRows);
    }

    /// All rows that were left out.
    public long badRowCount() {
        return badRows.stream().mapToLong(bad -> bad.places().count()).sum();
    }

    /// The rows that were left out for one reason.
    public record BadRows(BadRow why, Places places) {}

    /// How many rows something was found in, and where they begin.
    ///
    /// @param first the first 20 of them
    public record Places(long count, List<Place> first) {
        public Places {
            first = List.copyOf(first);
        }
    }

    /// A row of a file.
    ///
    /// @param line on which it begins, counted from 1 for the header
    public record Place(String file, long line) {}

    /// Traps of login histories.
    ///
    /// @param crowds members with so many failures that they stand for all names that don't exist
    /// @param privateAddresses rows with an address in 10/8: made up or behind a proxy
    /// @param artificialProviders rows with an ASN from 500000 on, which nobody holds
    /// @param withoutDeviceType rows
    /// @param withoutRegion rows
    /// @param withoutCity rows
    /// @param withoutRoundTrip rows
    public record Oddities(
            List<Crowd> crowds,
            long privateAddresses,
            long artificialProviders,
            long withoutDeviceType,
            long withoutRegion,
            long withoutCity,
            long withoutRoundTrip) {
        public Oddities {
            crowds = List.copyOf(crowds);
        }
    }

    /// A member that isn't one: more than a tenth of all rows, and hardly ever a right password.
    public record Crowd(String member, long rows, long successful) {}
}
