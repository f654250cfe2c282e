package sekisho.replay;

/// A column of a login-history file, found by its name.
enum Column {
    INDEX("index", false),
    TIMESTAMP("Login Timestamp", true),
    MEMBER("User ID", true),
    ROUND_TRIP("Round-Trip Time [ms]", true),
    ADDRESS("IP Address", true),
    COUNTRY("Country", true),
    REGION("Region", true),
    CITY("City", true),
    ASN("ASN", true),
    USER_AGENT("User Agent String", true),
    BROWSER("Browser Name and Version", true),
    SYSTEM("OS Name and Version", true),
    DEVICE_TYPE("Device Type", true),
    SUCCESSFUL("Login Successful", true),
    ATTACK_ADDRESS("Is Attack IP", true),
    TAKEOVER("Is Account Takeover", true),
    DEVICE_TOKEN("Device Token", false),
    NEW_DEVICE_TOKEN("New Device Token", false),
    NETWORK_TYPE("Network Type", false),
    ACCEPT_LANGUAGE("Accept-Language", false),
    SCREEN("Screen", false),
    CLIENT_HINTS("Client Hints", false),
    PASSWORD_BREACHED("Password Breached", false),
    FAILED_ATTEMPTS("Failed Attempts", false),
    SCENARIO("Scenario", false),
    COORDINATES("Coordinates", false),
    DEVICE_RECOGNITION("Device Recognition", false),
    PASSWORD_CORRECT("Password Correct", false),
    PASSWORD_SWITCHED_OFF("Password Switched Off", false),
    FAILURES_FROM_PREFIX("Failures From Prefix", false),
    ACCOUNTS_FROM_PREFIX("Accounts From Prefix", false),
    AUTHENTICATORS("Authenticators", false),
    LEARNED_AT("Learned At", false),
    UNLEARNED_AT("Unlearned At", false),
    REPORTED_AT("Reported At", false),
    REPORT_TRUST("Report Trust", false),
    RECORDED_LOG_ODDS("Recorded Log-Odds", false),
    RECORDED_DECISION("Recorded Decision", false),
    RECORDED_POLICY("Recorded Policy", false);

    private final String title;
    private final boolean required;

    Column(String title, boolean required) {
        this.title = title;
        this.required = required;
    }

    /// The name in the header.
    String title() {
        return title;
    }

    /// Whether a file without it is refused.
    boolean isRequired() {
        return required;
    }

    /// Whether whoever signs in chooses what stands in it.
    boolean isOfStrangers() {
        return switch (this) {
            case REGION, CITY, USER_AGENT, BROWSER, SYSTEM, DEVICE_TYPE, ACCEPT_LANGUAGE, SCREEN, CLIENT_HINTS -> true;
            default -> false;
        };
    }

    /// Whether only a server can fill it, which knew more than a login history tells.
    boolean isOfServer() {
        return compareTo(SCENARIO) > 0;
    }
}
