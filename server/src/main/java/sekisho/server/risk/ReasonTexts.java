package sekisho.server.risk;

import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.engine.Finding;
import sekisho.engine.FindingType;
import sekisho.engine.ResetCause;
import sekisho.server.platform.Times;

/// The words for findings: coarse before the proof, since an attacker reads them too; full after it;
/// a sentence for support, and what the member can do. The texts are `reason.<code>.before`, `.after`,
/// `.support` and `.avoid`; what `{0}` and `{1}` of an after-text are stands in [#parts].
@Component
public class ReasonTexts {
    private final MessageSource messages;
    private final Places places;
    private final Browsers browsers;
    private final Times times;

    ReasonTexts(MessageSource messages, Places places, Browsers browsers, Times times) {
        this.messages = messages;
        this.places = places;
        this.browsers = browsers;
        this.times = times;
    }

    /// What may be said before somebody has proved who he is: no fact of the account.
    public String before(Finding finding, Locale locale) {
        return text(finding.type().code(), "before", List.of(), locale);
    }

    /// What the member is told after the proof; as coarse as before where the facts are not known.
    ///
    /// @param at when the sign-in was
    public String after(Finding finding, Instant at, Locale locale) {
        List<@Nullable String> parts = parts(finding, at, locale);
        if (parts.contains(null)) {
            return before(finding, locale);
        }
        return text(finding.type().code(), "after", parts, locale);
    }

    /// The sentence that support may use.
    public String support(Finding finding, Locale locale) {
        return text(finding.type().code(), "support", List.of(), locale);
    }

    /// What the member can do so that it doesn't happen again; where it was chance, that. What speaks for him has no
    /// text of its own.
    public String avoid(Finding finding, Locale locale) {
        String own = messages.getMessage("reason." + finding.type().code() + ".avoid", null, null, locale);
        return own == null ? messages.getMessage("reason.avoid.none", null, locale) : own;
    }

    /// Why a new password is needed, before the proof.
    public String before(ResetCause cause, Locale locale) {
        return text(code(cause), "before", List.of(), locale);
    }

    /// Why a new password is needed, after the proof.
    public String after(ResetCause cause, Locale locale) {
        return text(code(cause), "after", List.of(), locale);
    }

    /// Why a new password is needed, for support.
    public String support(ResetCause cause, Locale locale) {
        return text(code(cause), "support", List.of(), locale);
    }

    /// What the member can do so that no new password is needed again.
    public String avoid(ResetCause cause, Locale locale) {
        return text(code(cause), "avoid", List.of(), locale);
    }

    private static String code(ResetCause cause) {
        return switch (cause) {
            case BREACHED -> FindingType.PASSWORD_BREACHED.code();
            case SWITCHED_OFF -> "password.switched_off";
        };
    }

    private String text(String code, String kind, List<@Nullable String> parts, Locale locale) {
        return messages.getMessage("reason." + code + "." + kind, parts.toArray(), locale);
    }

    /// The facts that an after-text names, in the order of their numbers; `null` is not known.
    private List<@Nullable String> parts(Finding finding, Instant at, Locale locale) {
        Map<String, String> facts = finding.facts();
        return switch (finding.type()) {
            case DEVICE_RECOGNISED, DEVICE_NEW, DEVICE_FOREIGN_CONTEXT -> nullable(device(facts, locale));
            case NETWORK_USUAL,
                    NETWORK_NEW_ADDRESS,
                    NETWORK_NEW_PREFIX,
                    NETWORK_NEW_PROVIDER,
                    NETWORK_ORDINARY,
                    NETWORK_HOSTING,
                    NETWORK_ANONYMIZER -> nullable(facts.get("asName"));
            case NETWORK_DEVICE_COMMON, NETWORK_DEVICE_RARE ->
                nullable(facts.get("asName"), deviceType(facts.get("deviceType"), locale));
            case NETWORK_USUAL_SPEED -> nullable(decimal(facts.get("millis"), locale));
            case NETWORK_SLOW -> nullable(decimal(facts.get("millis"), locale), decimal(facts.get("usual"), locale));
            case PLACE_FIRST_COUNTRY, PLACE_USUAL_COUNTRY -> nullable(country(facts.get("country"), locale));
            case PLACE_NEW_COUNTRY ->
                nullable(country(facts.get("country"), locale), usual(facts, locale, this::country));
            case PLACE_USUAL_REGION, PLACE_NEW_REGION -> nullable(region(facts, locale));
            case PLACE_IMPOSSIBLE_TRAVEL ->
                nullable(decimal(atLeastOne(facts.get("hours")), locale), decimal(facts.get("km"), locale));
            case BROWSER_USUAL, BROWSER_VERSION_USUAL, BROWSER_VERSION_ODD ->
                nullable(family(facts.get("browser"), locale));
            case BROWSER_UPDATED -> nullable(family(facts.get("browser"), locale), facts.get("version"));
            case BROWSER_NEW -> nullable(family(facts.get("browser"), locale), usual(facts, locale, this::family));
            case SYSTEM_USUAL -> nullable(plain(facts.get("system"), locale));
            case SYSTEM_NEW -> nullable(plain(facts.get("system"), locale), usual(facts, locale, this::plain));
            case DEVICE_TYPE_USUAL -> nullable(deviceType(facts.get("deviceType"), locale));
            case DEVICE_TYPE_NEW ->
                nullable(deviceType(facts.get("deviceType"), locale), usual(facts, locale, this::deviceType));
            case LANGUAGE_USUAL -> nullable(language(facts.get("language"), locale));
            case LANGUAGE_NEW ->
                nullable(language(facts.get("language"), locale), usual(facts, locale, this::language));
            case VELOCITY_FAILURES -> nullable(decimal(facts.get("failures"), locale));
            case ATTACK_FROM_NETWORK -> nullable(decimal(facts.get("accounts"), locale));
            case TIME_USUAL, TIME_UNUSUAL -> nullable(hours(facts.get("hourUtc"), at, locale));
            case LANGUAGE_SETTINGS_USUAL,
                    LANGUAGE_SETTINGS_NEW,
                    SCREEN_USUAL,
                    SCREEN_NEW,
                    DEVICE_MODEL_USUAL,
                    DEVICE_MODEL_NEW,
                    PASSWORD_BREACHED,
                    HISTORY_SHORT -> nullable();
        };
    }

    /// "Within 1 hour" is true of 0.0 hours, too, and reads better.
    private static @Nullable String atLeastOne(@Nullable String hours) {
        return hours != null && hours.startsWith("0.") ? "1" : hours;
    }

    private interface Naming {
        @Nullable
        String name(@Nullable String value, Locale locale);
    }

    private static List<@Nullable String> nullable(@Nullable String... parts) {
        List<@Nullable String> list = new ArrayList<>();
        for (String part : parts) {
            list.add(part);
        }
        return list;
    }

    /// The usual values, joined; `null` if none can be named.
    private static @Nullable String usual(Map<String, String> facts, Locale locale, Naming naming) {
        String joined = Arrays.stream(facts.getOrDefault("usual", "").split(","))
                .map(value -> naming.name(value.strip(), locale))
                .filter(name -> name != null)
                .collect(Collectors.joining(PlaceNames.isJapanese(locale) ? "・" : ", "));
        return joined.isEmpty() ? null : joined;
    }

    private @Nullable String device(Map<String, String> facts, Locale locale) {
        String family = facts.get("browser");
        String system = facts.get("system");
        if (family == null || system == null) {
            return family == null ? system : Browsers.familyName(family);
        }
        String type = facts.getOrDefault("deviceType", system.equals("Android") ? "phone" : "desktop");
        return browsers.describe(new Evidence.Browser(family, null, system, null, type, null), locale);
    }

    private @Nullable String country(@Nullable String code, Locale locale) {
        return code == null || code.length() != 2 ? null : places.country(code, locale);
    }

    private @Nullable String region(Map<String, String> facts, Locale locale) {
        String country = facts.get("country");
        String region = facts.get("region");
        return country == null || region == null ? null : places.region(country, region, locale);
    }

    private @Nullable String hours(@Nullable String fromUtc, Instant at, Locale locale) {
        return fromUtc == null ? null : times.span(at, Integer.parseInt(fromUtc), HOURS_TOLD_APART, locale);
    }

    /// The engine tells eighths of the day apart.
    private static final int HOURS_TOLD_APART = 3;

    private @Nullable String family(@Nullable String family, Locale locale) {
        String plain = plain(family, locale);
        return plain == null ? null : Browsers.familyName(plain);
    }

    /// A value as it is; the engine keeps odd ones as `#` and a hash, which has no name.
    private @Nullable String plain(@Nullable String value, Locale locale) {
        return value == null || value.isEmpty() || value.startsWith("#") ? null : value;
    }

    private @Nullable String deviceType(@Nullable String type, Locale locale) {
        return type == null || !DEVICE_TYPES.contains(type)
                ? null
                : messages.getMessage("risk.device_type." + type, null, locale);
    }

    static final List<String> DEVICE_TYPES = List.of("phone", "tablet", "desktop", "bot", "other");

    private @Nullable String language(@Nullable String code, Locale locale) {
        if (code == null || code.isEmpty() || code.startsWith("#")) {
            return null;
        }
        String name =
                Locale.of(code).getDisplayLanguage(PlaceNames.isJapanese(locale) ? Locale.JAPANESE : Locale.ENGLISH);
        return name.isEmpty() ? null : name;
    }

    private static @Nullable String decimal(@Nullable String number, Locale locale) {
        if (number == null) {
            return null;
        }
        try {
            return NumberFormat.getInstance(locale).format(Double.parseDouble(number));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
