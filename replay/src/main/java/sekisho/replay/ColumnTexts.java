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
            case INDEX,
                    TIMESTAMP,
                    ROUND_TRIP,
                    COUNTRY,
                    ASN,
                    DEVICE_TYPE,
                    SUCCESSFUL,
                    ATTACK_ADDRESS,
                    TAKEOVER,
                    NETWORK_TYPE,
                    PASSWORD_BREACHED,
                    FAILED_ATTEMPTS,
                    SCENARIO,
                    COORDINATES,
                    DEVICE_RECOGNITION,
                    PASSWORD_CORRECT,
                    PASSWORD_SWITCHED_OFF,
                    FAILURES_FROM_PREFIX,
                    ACCOUNTS_FROM_PREFIX,
                    AUTHENTICATORS,
                    LEARNED_AT,
                    UNLEARNED_AT,
                    REPORTED_AT,
                    REPORT_TRUST,
                    RECORDED_LOG_ODDS,
                    RECORDED_DECISION,
                    RECORDED_POLICY -> 10;
        };
    }
}
