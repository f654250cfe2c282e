package sekisho.server.password;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One spelling for everything that sounds the same in Japanese: hiragana, katakana and the Hepburn,
/// Kunrei and everyday romanisations all become one lower-case text, so that はなこ, ハナコ, hanako and
/// hanaco are equal, as are さとう, satou, satoh and sato. Kanji and whatever else stay as they are.
final class Romaji {
    private static final Map<Character, String> KANA = table();
    private static final String SMALL = "ぁぃぅぇぉゃゅょゎ";
    private static final String[] SMALL_SOUND = {"a", "i", "u", "e", "o", "ya", "yu", "yo", "wa"};

    private static final Pattern MARKS = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
    private static final Pattern LONG_BY_H = Pattern.compile("oh(?![aiueoy])");
    private static final Pattern TWICE = Pattern.compile("([a-z])\\1+");

    private Romaji() {}

    private static Map<Character, String> table() {
        Map<Character, String> table = new HashMap<>();
        row(table, "あいうえお", "a", "i", "u", "e", "o");
        row(table, "かきくけこ", "ka", "ki", "ku", "ke", "ko");
        row(table, "がぎぐげご", "ga", "gi", "gu", "ge", "go");
        row(table, "さしすせそ", "sa", "si", "su", "se", "so");
        row(table, "ざじずぜぞ", "za", "zi", "zu", "ze", "zo");
        row(table, "たちつてと", "ta", "ti", "tu", "te", "to");
        row(table, "だぢづでど", "da", "zi", "zu", "de", "do");
        row(table, "なにぬねの", "na", "ni", "nu", "ne", "no");
        row(table, "はひふへほ", "ha", "hi", "hu", "he", "ho");
        row(table, "ばびぶべぼ", "ba", "bi", "bu", "be", "bo");
        row(table, "ぱぴぷぺぽ", "pa", "pi", "pu", "pe", "po");
        row(table, "まみむめも", "ma", "mi", "mu", "me", "mo");
        row(table, "やゆよ", "ya", "yu", "yo");
        row(table, "らりるれろ", "ra", "ri", "ru", "re", "ro");
        row(table, "わゐゑをんゔ", "wa", "i", "e", "o", "n", "bu");
        row(table, "ゕゖ", "ka", "ke");
        return table;
    }

    private static void row(Map<Character, String> table, String kana, String... sounds) {
        for (int i = 0; i < sounds.length; i++) {
            table.put(kana.charAt(i), sounds[i]);
        }
    }

    /// The one spelling of a text.
    static String fold(String text) {
        String latin = latin(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        String plain =
                MARKS.matcher(Normalizer.normalize(latin, Normalizer.Form.NFD)).replaceAll("");
        String kunrei = Normalizer.normalize(plain, Normalizer.Form.NFC)
                .replace("'", "")
                .replace("tch", "ch")
                .replace("shi", "si")
                .replace("sh", "sy")
                .replace("chi", "ti")
                .replace("ch", "ty")
                .replace("ts", "t")
                .replace("f", "h")
                .replace("ji", "zi")
                .replace("jy", "zy")
                .replace("j", "zy")
                .replace("dz", "z")
                .replace("du", "zu")
                .replace("ca", "ka")
                .replace("co", "ko")
                .replace("cu", "ku")
                .replace("l", "r")
                .replace("v", "b")
                .replace("mb", "nb")
                .replace("mp", "np")
                .replace("mm", "nm")
                .replace("ou", "o");
        String shorter = LONG_BY_H.matcher(kunrei).replaceAll("o");
        return TWICE.matcher(shorter).replaceAll("$1");
    }

    /// Whether the text holds any kana.
    static boolean hasKana(String text) {
        return text.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .anyMatch(script ->
                        script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA);
    }

    private static String latin(String text) {
        StringBuilder latin = new StringBuilder(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char kana = hiragana(text.charAt(i));
            int small = SMALL.indexOf(kana);
            String sound = KANA.get(kana);
            if (small >= 0) {
                glide(latin, SMALL_SOUND[small]);
            } else if (sound != null) {
                latin.append(sound);
            } else if (kana != 'っ' && kana != 'ー') {
                latin.append(kana);
            }
        }
        return latin.toString();
    }

    private static char hiragana(char c) {
        return c >= 'ァ' && c <= 'ヶ' ? (char) (c - 'ァ' + 'ぁ') : c;
    }

    /// Joins a small kana to the sound before it: ki + ya is kya, hu + a is ha, ti + e is tye.
    private static void glide(StringBuilder latin, String small) {
        int last = latin.length() - 1;
        boolean afterSyllable = last > 0 && "aiueo".indexOf(latin.charAt(last)) >= 0;
        if (!afterSyllable) {
            latin.append(small);
            return;
        }
        boolean iColumn = latin.charAt(last) == 'i';
        latin.setLength(last);
        latin.append(iColumn && small.length() == 1 && !"i".equals(small) ? "y" + small : small);
    }
}
