package sekisho.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The simple rules that an engine has to beat: each challenges when something is new for the member.
enum Rule {
    DEVICE_UNKNOWN("rule-device-unknown", true, Trait.DEVICE),
    DEVICE_AND_PREFIX_NEW("rule-device-and-prefix-new", true, Trait.DEVICE, Trait.PREFIX),
    DEVICE_AND_PROVIDER_NEW("rule-device-and-provider-new", true, Trait.DEVICE, Trait.PROVIDER),
    COUNTRY_NEW("rule-country-new", true, Trait.COUNTRY),
    ADDRESS_OR_AGENT_NEW("rule-address-or-agent-new", false, Trait.ADDRESS, Trait.AGENT);

    private final String engine;
    private final boolean all;
    private final List<Trait> traits;

    Rule(String engine, boolean all, Trait... traits) {
        this.engine = engine;
        this.all = all;
        this.traits = List.of(traits);
    }

    /// The name of the engine that applies it.
    String engine() {
        return engine;
    }

    /// Whether all of [#traits] have to be new, or any of them.
    boolean all() {
        return all;
    }

    List<Trait> traits() {
        return traits;
    }

    /// What a rule looks at.
    enum Trait {
        DEVICE,
        PREFIX,
        PROVIDER,
        COUNTRY,
        ADDRESS,
        AGENT;

        /// What the sign-in showed; `null` if that isn't known.
        @Nullable
        Object shown(Login login) {
            String address = login.address();
            return switch (this) {
                case DEVICE -> login.deviceToken();
                case PREFIX -> address == null ? null : AddressPrefix.of(address);
                case PROVIDER -> login.asn();
                case COUNTRY -> login.country();
                case ADDRESS -> address;
                case AGENT -> login.userAgent();
            };
        }

        /// What the member is known by afterwards.
        @Nullable
        Object left(Login login) {
            return this == DEVICE ? login.newDeviceToken() : shown(login);
        }
    }
}
