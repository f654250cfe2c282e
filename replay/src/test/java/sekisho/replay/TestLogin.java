package sekisho.replay;

import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;

/// Builds sign-ins for tests: a member at home, changed as the test wants.
final class TestLogin {
    private final String member;
    private long at = 1_600_000_000_000L;
    private @Nullable String address = "203.0.113.7";
    private @Nullable String country = "JP";
    private @Nullable Long asn = 2500L;
    private @Nullable String userAgent = "Mozilla/5.0 (Windows) Chrome/139";
    private @Nullable String browser = "Chrome 139.0.0";
    private @Nullable String system = "Windows 10";
    private @Nullable String deviceType = "desktop";
    private @Nullable String deviceToken;
    private @Nullable String newDeviceToken;

    private TestLogin(String member) {
        this.member = member;
    }

    static TestLogin of(String member) {
        return new TestLogin(member);
    }

    TestLogin at(long millis) {
        at = millis;
        return this;
    }

    TestLogin from(@Nullable String address, @Nullable Long asn, @Nullable String country) {
        this.address = address;
        this.asn = asn;
        this.country = country;
        return this;
    }

    TestLogin with(
            @Nullable String userAgent,
            @Nullable String browser,
            @Nullable String system,
            @Nullable String deviceType) {
        this.userAgent = userAgent;
        this.browser = browser;
        this.system = system;
        this.deviceType = deviceType;
        return this;
    }

    TestLogin agent(@Nullable String userAgent) {
        this.userAgent = userAgent;
        return this;
    }

    TestLogin shows(@Nullable String deviceToken) {
        this.deviceToken = deviceToken;
        return this;
    }

    TestLogin keeps(@Nullable String newDeviceToken) {
        this.newDeviceToken = newDeviceToken;
        return this;
    }

    Login build() {
        return new Login(
                at,
                member,
                Double.NaN,
                address,
                country,
                null,
                null,
                asn,
                userAgent,
                browser,
                system,
                deviceType,
                true,
                deviceToken,
                newDeviceToken,
                NetworkType.UNKNOWN,
                null,
                null,
                null,
                null,
                -1,
                ServerEvidence.NONE);
    }
}
