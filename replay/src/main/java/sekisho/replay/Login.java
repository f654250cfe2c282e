package sekisho.replay;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Authenticator;
import sekisho.engine.Evidence;
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
/// @param server what the file of a server says besides; [ServerEvidence#NONE] for all others
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
        int failedAttempts,
        ServerEvidence server) {

    /// A sign-in that a server recorded, with all that it knew; only the name of the provider gets lost.
    ///
    /// @param successful whether it ended in a session
    /// @param available what the account could give when a policy decided; `null` where none did
    /// @param assessed whether the risk was computed before it was decided
    /// @param learnedAt milliseconds since 1970-01-01 UTC, or [ServerEvidence#NEVER]
    /// @param unlearnedAt milliseconds since 1970-01-01 UTC, or [ServerEvidence#NEVER]
    /// @param report that its owner said that it wasn't him; `null` if he didn't
    public static Login of(
            String member,
            Evidence evidence,
            boolean successful,
            @Nullable Set<Authenticator> available,
            boolean assessed,
            long learnedAt,
            long unlearnedAt,
            ServerEvidence.@Nullable Report report) {
        Evidence.Network network = evidence.network();
        Evidence.Browser browser = evidence.browser();
        Evidence.Credential credential = evidence.credential();
        Evidence.Counters counters = evidence.counters();
        return new Login(
                evidence.at().toEpochMilli(),
                member,
                Objects.requireNonNullElse(network.roundTripMillis(), Double.NaN),
                network.address(),
                network.country(),
                network.region(),
                network.city(),
                network.asn(),
                browser.agent(),
                versioned(browser.family(), browser.version()),
                versioned(browser.system(), browser.systemVersion()),
                browser.deviceType(),
                successful,
                null,
                null,
                network.type(),
                browser.languages(),
                browser.screen(),
                browser.hints() == null ? null : ";;" + browser.hints(),
                credential.breached(),
                counters.failuresOnAccount(),
                new ServerEvidence(
                        network.point(),
                        evidence.device(),
                        ServerEvidence.Password.of(credential.correct()),
                        credential.switchedOff(),
                        counters.failuresFromPrefix(),
                        counters.accountsFromPrefix(),
                        available,
                        assessed,
                        learnedAt,
                        unlearnedAt,
                        report));
    }

    private static @Nullable String versioned(@Nullable String name, @Nullable Object version) {
        return name == null || version == null ? name : name + ' ' + version;
    }

    /// Whether the password was right; `null` where there was none.
    @Nullable
    Boolean passwordCorrect() {
        return switch (server.password()) {
            case NOT_SAID -> successful;
            case RIGHT -> true;
            case WRONG -> false;
            case NOT_ASKED -> null;
        };
    }

    /// When it is learned, if it is: not before it was made.
    long learnedAt() {
        return Math.max(at, server.learnedAt());
    }
}
