package sekisho.server.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sekisho.server.mail.MailSettings.CodeInSubject;
import sekisho.server.mail.MailSettings.Links;
import sekisho.server.platform.SiteProperties;

/// Writes mails from the text files in `mails/`. Text only, and no link save where the site wants one
/// ([MailSettings.Links]): members are told not to press any.
final class MailTexts {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    /// A line that names one of these stands only in mails that have it.
    private static final Set<String> MAY_BE_MISSING = Set.of("account", "reference", "link", "nolink");

    private final SiteProperties site;
    private final CodeInSubject codeInSubject;
    private final Links links;
    private final Map<MailKind, Template> japanese = new EnumMap<>(MailKind.class);
    private final Map<MailKind, Template> english = new EnumMap<>(MailKind.class);

    MailTexts(SiteProperties site, MailSettings settings) {
        this.site = site;
        this.codeInSubject = settings.codeInSubject();
        this.links = settings.links();
        for (MailKind kind : MailKind.values()) {
            japanese.put(kind, Template.read(kind.fileName(Locale.JAPANESE)));
            english.put(kind, Template.read(kind.fileName(Locale.ENGLISH)));
        }
    }

    /// Japanese, or English for every other language.
    static Locale language(Locale locale) {
        return locale.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    }

    /// The mail's text with [MailText#CODE_PLACE] for the code.
    ///
    /// @throws IllegalArgumentException if a fact of the kind is missing
    MailText write(MailOrder order) {
        Locale language = language(order.locale());
        boolean ja = language == Locale.JAPANESE;
        Map<String, String> values = new HashMap<>();
        for (String fact : order.kind().facts()) {
            values.put(fact, Facts.clean(required(order, fact)));
        }
        @Nullable String device = order.facts().get("device");
        values.put("device", device == null ? (ja ? "わかりませんでした" : "not known") : Facts.clean(device));
        @Nullable String place = order.facts().get("place");
        values.put(
                "place",
                place == null
                        ? (ja ? "わかりませんでした" : "not known")
                        : Facts.clean(place) + (ja ? "（IPアドレスからの推定）" : " (estimated from the IP address)"));
        @Nullable String account = order.facts().get("account");
        if (account != null) {
            values.put("account", Facts.clean(account));
        }
        values.put("site", site.siteName(language));
        values.put("domain", site.issuer().getHost());
        values.put("code", MailText.CODE_PLACE);
        values.put("ref", "");
        if (order.reference() != null) {
            String reference = Facts.clean(order.reference());
            values.put("reference", reference);
            values.put("ref", inBrackets(reference, ja));
            if (links == Links.ALERT) {
                values.put("link", site.issuer() + "/alerts/" + reference);
            }
        }
        if (!values.containsKey("link")) {
            values.put("nolink", "");
        }
        Template template = template(order.kind(), ja);
        return new MailText(fill(template.subject(codeInSubject), values), body(template.body(), values));
    }

    /// The subject alone, with [MailText#CODE_PLACE] for the code. It names no other fact, so that it can
    /// be told without knowing any.
    String subject(MailKind kind, Locale locale, String reference) {
        boolean ja = language(locale) == Locale.JAPANESE;
        Map<String, String> values = Map.of("code", MailText.CODE_PLACE, "ref", inBrackets(Facts.clean(reference), ja));
        return fill(template(kind, ja).subject(codeInSubject), values);
    }

    private Template template(MailKind kind, boolean ja) {
        Template template = (ja ? japanese : english).get(kind);
        if (template == null) {
            throw new IllegalStateException("no text for " + kind);
        }
        return template;
    }

    private static String inBrackets(String reference, boolean ja) {
        return ja ? "（照合番号 " + reference + "）" : " (ref " + reference + ")";
    }

    private static String required(MailOrder order, String fact) {
        String value = order.facts().get(fact);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(order.kind() + " needs the fact \"" + fact + "\"");
        }
        return value;
    }

    /// Leaves out the lines that nothing would fill.
    private static String body(String body, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (String line : body.split("\n", -1)) {
            if (MAY_BE_MISSING.stream()
                    .allMatch(place -> values.containsKey(place) || !line.contains("{" + place + "}"))) {
                text.append(fill(line, values)).append('\n');
            }
        }
        return text.toString().strip() + "\n";
    }

    /// One pass, so that a value which looks like a place is not filled again.
    private static String fill(String text, Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException("a mail text names the unknown fact \"" + match.group(1) + "\"");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /// A text file: the line `subject:`, perhaps the line `subject-without-code:`, an empty line, the body.
    private record Template(String subject, @Nullable String subjectWithoutCode, String body) {
        static Template read(String file) {
            String text;
            try (InputStream in = MailTexts.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the mail text " + file + " is missing");
                }
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            String[] parts = text.split("\n\n", 2);
            @Nullable String subject = null;
            @Nullable String withoutCode = null;
            for (String line : parts[0].split("\n", -1)) {
                if (line.startsWith("subject: ")) {
                    subject = line.substring("subject: ".length());
                } else if (line.startsWith("subject-without-code: ")) {
                    withoutCode = line.substring("subject-without-code: ".length());
                }
            }
            if (subject == null || parts.length < 2) {
                throw new IllegalStateException("the mail text " + file + " has no subject or no body");
            }
            return new Template(subject, withoutCode, parts[1]);
        }

        String subject(CodeInSubject codeInSubject) {
            return switch (codeInSubject) {
                case STEP_UP -> subject;
                case NEVER -> subjectWithoutCode == null ? subject : subjectWithoutCode;
            };
        }
    }
}
