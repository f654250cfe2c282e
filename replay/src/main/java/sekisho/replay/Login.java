package sekisho.replay;

import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;

/// One row of a login history as the engines see it: what the sign-in showed, and nothing of what it
/// really was. `null` is "not known".
///
/// @param at milliseconds since 1970-01-01 UTC
/// @param member the value of `User ID`
/// @param roundTripMillis `NaN` where it is not known
/// @param browser name and version as the file has them, such as `Chrome Mobile 46.0.2490`
/// @param system name and version as the file has them, such as `iOS 13.4`
/// @param deviceToken the token that the browser presented
/// @param newDeviceToken the token that the browser holds afterwards, if the sign-in succeeds
/// @param failedAttempts failures on this account in the hour before; `-1` where it is not known
public record Login(
        long at,
        String member,
        double roundTripMillis,
        @Nullable String address,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable Long asn,
        @Nullable String userAgent,
        @Nullable String browser,
        @Nullable String system,
        @Nullable String deviceType,
        boolean successful,
        @Nullable String deviceToken,
        @Nullable String newDeviceToken,
        NetworkType networkType,
        @Nullable String acceptLanguage,
        @Nullable String screen,
        @Nullable String clientHints,
        @Nullable Boolean passwordBreached,
        int failedAttempts) {}
