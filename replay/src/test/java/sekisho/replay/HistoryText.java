package sekisho.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds the text of a login-history file for tests.
final class HistoryText {
    static final String HEADER =
            "index,Login Timestamp,User ID,Round-Trip Time [ms],IP Address,Country,Region,City,ASN,"
                    + "User Agent String,Browser Name and Version,OS Name and Version,Device Type,Login Successful,"
                    + "Is Attack IP,Is Account Takeover";

    private HistoryText() {}

    /// One good row, changed in one column.
    static String row(int index, String column, String value) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> good = List.of(
                "" + index,
                "2025-03-01 00:14:52.477",
                "hanako",
                "",
                "203.0.113.7",
                "JP",
                "Tokyo",
                "Chiyoda",
                "2500",
                "Mozilla/5.0 (Windows 10) Chrome/139",
                "Chrome 139.0.0",
                "Windows 10",
                "desktop",
                "True",
                "False",
                "False");
        List<String> columns = List.of(HEADER.split(","));
        for (int i = 0; i < good.size(); i++) {
            values.put(columns.get(i), columns.get(i).equals(column) ? value : good.get(i));
        }
        return String.join(",", values.values());
    }

    static String row(int index) {
        return row(index, "", "");
    }

    static String of(String... rows) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(List.of(rows));
        return String.join("\n", lines) + "\n";
    }
}
