package sekisho.engine;

/// Every judgement that the engine can make on a piece of evidence. The code is stable: records, pages,
/// mails and programs use it, and each has its texts in every language.
public enum FindingType {
    DEVICE_RECOGNISED("device.recognised"),
    DEVICE_NEW("device.new"),
    DEVICE_FOREIGN_CONTEXT("device.foreign_context"),
    NETWORK_USUAL("network.usual"),
    NETWORK_NEW_ADDRESS("network.new_address"),
    NETWORK_NEW_PREFIX("network.new_prefix"),
    NETWORK_NEW_PROVIDER("network.new_provider"),
    NETWORK_ORDINARY("network.ordinary"),
    NETWORK_HOSTING("network.hosting"),
    NETWORK_ANONYMIZER("network.anonymizer"),
    NETWORK_DEVICE_COMMON("network.device_common"),
    NETWORK_DEVICE_RARE("network.device_rare"),
    NETWORK_USUAL_SPEED("network.usual_speed"),
    NETWORK_SLOW("network.slow"),
    PLACE_FIRST_COUNTRY("place.first_country"),
    PLACE_USUAL_COUNTRY("place.usual_country"),
    PLACE_NEW_COUNTRY("place.new_country"),
    PLACE_USUAL_REGION("place.usual_region"),
    PLACE_NEW_REGION("place.new_region"),
    PLACE_IMPOSSIBLE_TRAVEL("place.impossible_travel"),
    BROWSER_USUAL("browser.usual"),
    BROWSER_UPDATED("browser.updated"),
    BROWSER_NEW("browser.new"),
    BROWSER_VERSION_USUAL("browser_version.usual"),
    BROWSER_VERSION_ODD("browser_version.odd"),
    SYSTEM_USUAL("system.usual"),
    SYSTEM_NEW("system.new"),
    DEVICE_TYPE_USUAL("device_type.usual"),
    DEVICE_TYPE_NEW("device_type.new"),
    LANGUAGE_USUAL("language.usual"),
    LANGUAGE_NEW("language.new"),
    LANGUAGE_SETTINGS_USUAL("language_settings.usual"),
    LANGUAGE_SETTINGS_NEW("language_settings.new"),
    SCREEN_USUAL("screen.usual"),
    SCREEN_NEW("screen.new"),
    DEVICE_MODEL_USUAL("device_model.usual"),
    DEVICE_MODEL_NEW("device_model.new"),
    TIME_USUAL("time.usual"),
    TIME_UNUSUAL("time.unusual"),
    VELOCITY_FAILURES("velocity.failures"),
    ATTACK_FROM_NETWORK("attack.from_network"),
    PASSWORD_BREACHED("password.breached"),
    HISTORY_NONE("history.none");

    private final String code;

    FindingType(String code) {
        this.code = code;
    }

    /// The stable code, for example `place.new_country`.
    public String code() {
        return code;
    }
}
