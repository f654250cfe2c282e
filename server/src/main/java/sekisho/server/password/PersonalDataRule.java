package sekisho.server.password;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds a member's own data in a password: name, e-mail address and phone number, and the site's name;
/// in kanji, kana and romaji, with digits for letters. Kanji are compared as written and by the reading
/// that the member gave.
///
/// A part of three letters counts only where it stands alone: 「いとう」 is no reason to refuse "monitor".
final class PersonalDataRule {
    private static final int ALONE = 3;
    private static final int MAX_DATUM = 256;
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s・.,;/_+=-]+");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)[-. ()/]+(?=\\d)");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D+");
    private static final Pattern DIGITS_AROUND = Pattern.compile("^\\d+|\\d+$");
    private static final Pattern KANA_RUN = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}ー]{3,}");
    private static final int SUBSCRIBER_DIGITS = 8;
    private static final int DIGIT_RUN = 4;

    private final Set<String> siteParts = new LinkedHashSet<>();

    PersonalDataRule(String... siteNames) {
        for (String name : siteNames) {
            String text = nfkc(name);
            addIfLong(siteParts, text.replace(" ", ""), 4);
            for (String part : BETWEEN_PARTS.split(text)) {
                addIfLong(siteParts, part, 5);
            }
            Matcher kana = KANA_RUN.matcher(text);
            while (kana.find()) {
                siteParts.add(kana.group());
            }
        }
    }

    /// The first of the member's data, as the member wrote it, that the password contains.
    Optional<String> findIn(RawPassword password, PersonalData data) {
        String typed = password.text().toLowerCase(Locale.ROOT);
        String folded = Romaji.fold(typed);
        String withoutDigits = Romaji.fold(Leet.letters(typed));
        for (String part : parts(data)) {
            if (contains(folded, part) || contains(withoutDigits, part)) {
                return Optional.of(part);
            }
        }
        return findPhone(typed, data.phone());
    }

    private Set<String> parts(PersonalData data) {
        Set<String> parts = new LinkedHashSet<>();
        addName(parts, data.name());
        addName(parts, data.nameKana());
        addEmail(parts, data.email());
        parts.addAll(siteParts);
        return parts;
    }

    private static void addName(Set<String> parts, @Nullable String name) {
        if (name == null) {
            return;
        }
        String text = nfkc(name);
        for (String part : BETWEEN_PARTS.split(text)) {
            addIfLong(parts, part, 2);
        }
        addIfLong(parts, BETWEEN_PARTS.matcher(text).replaceAll(""), 2);
    }

    private static void addEmail(Set<String> parts, @Nullable String email) {
        if (email == null) {
            return;
        }
        String text = nfkc(email);
        int at = text.lastIndexOf('@');
        String local = at < 0 ? text : text.substring(0, at);
        addIfLong(parts, local, ALONE);
        for (String part : BETWEEN_PARTS.split(local)) {
            addIfLong(parts, DIGITS_AROUND.matcher(part).replaceAll(""), 4);
        }
        String[] labels = at < 0 ? new String[0] : text.substring(at + 1).split("\\.");
        for (int i = 0; i < labels.length - 1; i++) {
            addIfLong(parts, labels[i], 4);
        }
    }

    private static void addIfLong(Set<String> parts, String part, int atLeast) {
        if (part.codePointCount(0, part.length()) >= atLeast) {
            parts.add(part);
        }
    }

    private static String nfkc(String text) {
        String capped = text.length() > MAX_DATUM ? text.substring(0, MAX_DATUM) : text;
        return Normalizer.normalize(capped, Normalizer.Form.NFKC);
    }

    private static boolean contains(String password, String part) {
        String folded = Romaji.fold(part);
        boolean ideographs = folded.codePoints().anyMatch(Character::isIdeographic);
        if (ideographs) {
            return password.contains(folded);
        }
        int length = folded.codePointCount(0, folded.length());
        if (length < ALONE) {
            return false;
        }
        if (length > ALONE) {
            return password.contains(folded);
        }
        int at = password.indexOf(folded);
        while (at >= 0) {
            int end = at + folded.length();
            boolean alone = (at == 0 || !Character.isLetter(password.codePointBefore(at)))
                    && (end == password.length() || !Character.isLetter(password.codePointAt(end)));
            if (alone) {
                return true;
            }
            at = password.indexOf(folded, at + 1);
        }
        return false;
    }

    private static Optional<String> findPhone(String typed, @Nullable String phone) {
        if (phone == null) {
            return Optional.empty();
        }
        String digits = NO_DIGIT.matcher(nfkc(phone)).replaceAll("");
        String subscriber = digits.substring(Math.max(0, digits.length() - SUBSCRIBER_DIGITS));
        String joined = BETWEEN_DIGITS.matcher(typed).replaceAll("");
        for (int i = 0; i + DIGIT_RUN <= subscriber.length(); i++) {
            String run = subscriber.substring(i, i + DIGIT_RUN);
            if (joined.contains(run)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }
}
