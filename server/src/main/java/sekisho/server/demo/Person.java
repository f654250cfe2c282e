package sekisho.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.account.EmailAddress;

/// Whom the demo knows: who they are, and what they usually sign in with from where.
enum Person {
    HANAKO(
            "hanako@example.jp",
            null,
            "山田 花子",
            "やまだ はなこ",
            "umibe-no-asa-4817",
            List.of(
                    new Habit(Gear.WINDOWS_PC, Address.TOKYO_HOME, 5),
                    new Habit(Gear.IPHONE, Address.TOKYO_CARRIER, 3),
                    new Habit(Gear.IPHONE, Address.TOKYO_HOME, 2))),
    /// Her second account, on the same address: the password tells which is meant.
    HANAKO_FAMILY(
            "hanako@example.jp",
            "家族用",
            "山田 花子",
            "やまだ はなこ",
            "minna-no-bangohan-5082",
            List.of(new Habit(Gear.IPHONE, Address.TOKYO_HOME, 7), new Habit(Gear.WINDOWS_PC, Address.TOKYO_HOME, 3))),
    KEN(
            "ken@example.jp",
            null,
            "佐藤 健",
            "さとう けん",
            "yuki-no-michi-2956",
            List.of(
                    new Habit(Gear.ANDROID, Address.TOKYO_CARRIER, 6),
                    new Habit(Gear.ANDROID, Address.TOKYO_OTHER_HOME, 4))),
    ICHIRO(
            "ichiro@example.jp",
            null,
            "鈴木 一郎",
            "すずき いちろう",
            "kaigi-no-ato-7340",
            List.of(new Habit(Gear.NEW_PC, Address.TOKYO_OFFICE, 8), new Habit(Gear.IPHONE, Address.TOKYO_OFFICE, 2)));

    /// How long they have been members when the demo begins.
    static final int DAYS = 180;

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final int EVENING = 19;
    private static final int MINUTES = 4 * 60;
    private static final int LONGEST_PAUSE = 3;
    private static final int TENTHS = 10;

    /// Where the demo is staged. The place data of the build says what stands in the names.
    static final class Address {
        static final String TOKYO_HOME = "153.156.10.21";
        static final String TOKYO_OTHER_HOME = "180.9.10.20";
        static final String TOKYO_OFFICE = "219.102.30.41";
        static final String TOKYO_CARRIER = "1.75.10.10";
        static final String SAPPORO_HOTEL = "110.132.79.211";
        static final String SAO_PAULO = "200.158.10.10";

        private Address() {}
    }

    /// A usual way to sign in.
    ///
    /// @param tenths how many of ten sign-ins
    record Habit(Gear gear, String address, int tenths) {}

    /// A sign-in of the past.
    record Visit(Instant at, Gear gear, String address) {}

    private final UUID id;
    private final EmailAddress email;
    private final @Nullable String label;
    private final String fullName;
    private final String kana;
    private final String password;
    private final List<Habit> habits;

    Person(String email, @Nullable String label, String fullName, String kana, String password, List<Habit> habits) {
        String key = label == null ? email : email + " " + label;
        this.id = UUID.nameUUIDFromBytes(("sekisho demo " + key).getBytes(StandardCharsets.UTF_8));
        this.email = EmailAddress.parse(email).orElseThrow();
        this.label = label;
        this.fullName = fullName;
        this.kana = kana;
        this.password = password;
        this.habits = habits;
    }

    UUID id() {
        return id;
    }

    EmailAddress email() {
        return email;
    }

    /// What she calls the account herself; `null` if nothing.
    @Nullable
    String label() {
        return label;
    }

    String fullName() {
        return fullName;
    }

    String kana() {
        return kana;
    }

    /// On no list; it stands on the page of the lobby.
    String password() {
        return password;
    }

    /// The devices, without repetition.
    List<Gear> gears() {
        return habits.stream().map(Habit::gear).distinct().toList();
    }

    /// All sign-ins of the 180 days before `until`, the oldest first: every evening or two, the same
    /// each time.
    List<Visit> visits(Instant until) {
        SplittableRandom chance = new SplittableRandom((email.canonical() + (label == null ? "" : label)).hashCode());
        ZonedDateTime today = until.atZone(TOKYO).toLocalDate().atStartOfDay(TOKYO);
        List<Visit> visits = new ArrayList<>();
        for (int day = DAYS; day >= 1; day -= day == 1 ? 1 : Math.min(day - 1, 1 + chance.nextInt(LONGEST_PAUSE))) {
            ZonedDateTime at = today.minusDays(day).plusHours(EVENING).plusMinutes(chance.nextInt(MINUTES));
            Habit habit = habit(chance.nextInt(TENTHS));
            visits.add(new Visit(at.toInstant(), habit.gear, habit.address));
        }
        return visits;
    }

    private Habit habit(int tenth) {
        int passed = 0;
        for (Habit habit : habits) {
            passed += habit.tenths;
            if (tenth < passed) {
                return habit;
            }
        }
        return habits.getLast();
    }
}
