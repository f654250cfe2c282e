package sekisho.server.password;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.Match;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Judges whether a whole password is a common word or pattern, in English or Japanese (NIST SP
/// 800-63B-4 §3.1.1.2: the whole password, not its parts, so that several words in a row are welcome).
final class CommonWords {
    /// Fewer guesses than these by zxcvbn's estimate are common.
    private static final double GUESSES = 1e6;

    /// zxcvbn takes seconds on long texts; what comes after these code points can only make a password
    /// better.
    private static final int MAX_MEASURED = 64;

    /// A longer tail of digits and signs is no mere ornament of a word.
    private static final int MAX_TAIL = 5;

    private final Zxcvbn zxcvbn;
    private final Set<String> words;

    private CommonWords(Zxcvbn zxcvbn, Set<String> words) {
        this.zxcvbn = zxcvbn;
        this.words = words;
    }

    /// With the dictionaries of zxcvbn and those that the build brings in.
    static CommonWords builtIn() {
        List<String> japanese = lines("/words/words-ja.txt");
        List<String> passwords = lines("/words/common-passwords.txt");
        try {
            List<Dictionary> dictionaries = new ArrayList<>(StandardDictionaries.loadAllDictionaries());
            dictionaries.add(new Dictionary("japanese", japanese));
            dictionaries.add(new Dictionary("common_passwords", passwords));
            Zxcvbn zxcvbn = new ZxcvbnBuilder()
                    .dictionaries(dictionaries)
                    .keyboards(StandardKeyboards.loadAllKeyboards())
                    .build();
            Set<String> words = new HashSet<>();
            for (Dictionary dictionary : dictionaries) {
                for (String word : dictionary.getFrequencies()) {
                    words.add(Romaji.fold(word));
                }
            }
            return new CommonWords(zxcvbn, Set.copyOf(words));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<String> lines(String resource) {
        InputStream in = CommonWords.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("this build has no " + resource + ": build it with Maven");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Whether this password is among the first that anybody would guess.
    boolean common(RawPassword password) {
        String text = password.text();
        String core = withoutTail(text.toLowerCase(Locale.ROOT));
        if (words.contains(Romaji.fold(core)) || words.contains(Romaji.fold(Leet.letters(core)))) {
            return true;
        }
        return guessable(text) || Romaji.hasKana(text) && guessable(Romaji.fold(text));
    }

    private boolean guessable(String text) {
        int end = text.codePointCount(0, text.length()) <= MAX_MEASURED
                ? text.length()
                : text.offsetByCodePoints(0, MAX_MEASURED);
        Strength strength = zxcvbn.measure(text.substring(0, end));
        if (strength.getGuesses() < GUESSES) {
            return true;
        }
        List<Match> matches = strength.getSequence();
        return matches.size() == 1 && end == text.length() && onePattern(matches.getFirst().pattern);
    }

    private static boolean onePattern(Pattern pattern) {
        return switch (pattern) {
            case Dictionary, Spatial, Sequence, Date, Regex -> true;
            // The estimate says how good the repeated part is.
            case Repeat, Bruteforce -> false;
        };
    }

    private static String withoutTail(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < MAX_TAIL && !Character.isLetter(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return end == 0 ? text : text.substring(0, end);
    }
}
