package sekisho.replay;

import java.util.Arrays;

/// The texts of all columns, each column with a memory of its own: a flood of members pushes no user agent
/// out.
final class ColumnTexts {
    private final Interned[] memories = Arrays.stream(Column.values())
            .map(column -> new Interned(bits(column)))
            .toArray(Interned[]::new);

    String of(Column column, char[] text, int offset, int length) {
        return memories[column.ordinal()].of(text, offset, length);
    }

    private static int bits(Column column) {
        return switch (column) {
            case MEMBER, ADDRESS, USER_AGENT, DEVICE_TOKEN, NEW_DEVICE_TOKEN -> 17;
            case REGION, CITY, BROWSER, SYSTEM, ACCEPT_LANGUAGE, SCREEN, CLIENT_HINTS -> 13;
            default -> 10;
        };
    }
}
