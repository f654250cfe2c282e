package sekisho.server.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sekisho.server.demo.Person.Address;

/// What a press of a button of the lobby plays: who signs in, with which device, from where, and with
/// which password.
enum Scene {
    USUAL(Person.HANAKO, false, Gear.WINDOWS_PC, Address.TOKYO_HOME, Gear.WINDOWS_PC),
    INTRUDER(Person.HANAKO, true, Gear.INTRUDER, Address.SAO_PAULO, null),
    WAS_THIS_YOU(Person.HANAKO, false, Gear.WINDOWS_PC, Address.TOKYO_HOME, Gear.WINDOWS_PC),
    NEW_PC(Person.HANAKO, false, Gear.NEW_PC, Address.TOKYO_OTHER_HOME, null),
    GENUINE(Person.HANAKO, false, Gear.NEW_PC, Address.TOKYO_OTHER_HOME, null),
    LEAKED(Person.HANAKO, true, Gear.WINDOWS_PC, Address.TOKYO_HOME, Gear.WINDOWS_PC),
    MAILBOX_LOST(Person.HANAKO, false, Gear.NEW_PC, Address.TOKYO_OTHER_HOME, null),
    ENDED_ELSEWHERE(Person.HANAKO, false, Gear.WINDOWS_PC, Address.TOKYO_HOME, Gear.WINDOWS_PC),
    OBJECTION(Person.ICHIRO, false, Gear.ANDROID, Address.SAPPORO_HOTEL, null),
    TRAVELLER(Person.KEN, false, Gear.ANDROID, Address.SAPPORO_HOTEL, Gear.ANDROID),
    PHONE(Person.HANAKO, false, Gear.IPHONE, Address.TOKYO_CARRIER, Gear.IPHONE),
    PRIVATE_WINDOW(Person.HANAKO, false, Gear.WINDOWS_PC, Address.TOKYO_HOME, null),
    UPDATED(Person.HANAKO, false, Gear.WINDOWS_PC_UPDATED, Address.TOKYO_HOME, Gear.WINDOWS_PC),
    FAMILY(Person.HANAKO_FAMILY, false, Gear.IPHONE, Address.TOKYO_HOME, Gear.IPHONE);

    /// Stands on the list of leaked passwords that comes with the server.
    static final String LEAKED_PASSWORD = "butterfly1";

    private final Person person;
    private final boolean leaked;
    private final Gear gear;
    private final String address;
    private final @Nullable Gear recognisedAs;

    Scene(Person person, boolean leaked, Gear gear, String address, @Nullable Gear recognisedAs) {
        this.person = person;
        this.leaked = leaked;
        this.gear = gear;
        this.address = address;
        this.recognisedAs = recognisedAs;
    }

    /// The scene of this key, if there is one.
    static Optional<Scene> find(@Nullable String key) {
        return Arrays.stream(values()).filter(scene -> scene.key().equals(key)).findFirst();
    }

    /// Names its texts, its path and its cookie.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whose account it is about.
    Person person() {
        return person;
    }

    /// Who else signs in with this person's password, after him; `null` for nobody.
    @Nullable
    Scene rival() {
        return switch (this) {
            case WAS_THIS_YOU -> INTRUDER;
            case ENDED_ELSEWHERE -> PHONE;
            default -> null;
        };
    }

    /// Whether the other one then signs out all devices but his own.
    boolean rivalEndsOthers() {
        return this == ENDED_ELSEWHERE;
    }

    /// Whether this person begins by signing in.
    boolean signsIn() {
        return this != MAILBOX_LOST;
    }

    /// The page on which it begins; `null` for the one to which the sign-in leads.
    @Nullable
    Stop opening() {
        return switch (this) {
            case GENUINE -> Stop.CHECK_MAIL;
            case MAILBOX_LOST -> Stop.RECOVERY_CODE;
            default -> null;
        };
    }

    /// The password that this person has in this scene.
    String password() {
        return leaked ? LEAKED_PASSWORD : person.password();
    }

    Gear gear() {
        return gear;
    }

    String address() {
        return address;
    }

    /// Whose device token the browser holds; `null` for none.
    @Nullable
    Gear recognisedAs() {
        return recognisedAs;
    }
}
