package sekisho.server.console;

import java.text.Normalizer;
import java.util.regex.Pattern;
import sekisho.server.support.SecretScan;

/// What agents type stays for good: in the audit and in the messages of a case. So a text is refused that holds a card
/// number, or a password or code with its name, which a caller may have read out.
///
/// Nothing is compared with what is stored, so a secret without its name passes.
public final class TypedSecrets {
    private static final String NAME = "(?:パスワード|パスコード|パス|暗証番号|合言葉|コード|password|passwd|passcode|passphrase"
            + "|\\bpass|\\bpwd|\\bpw|\\bpin|\\bcode|\\botp)[ \\t」』\"”]*";

    /// No address of a page, and no date, time or number of something.
    private static final String NO_SECRET = "(?!https?://|\\d{1,2}:\\d\\d(?!\\d)|[\\d,.:/-]++[年月日時分秒回文桁件])";

    private static final Pattern NAMED = Pattern.compile(
            NAME + "(?:は[、,]?|:|=|\\bis\\b)\\s*[「『\"“'‘]?" + NO_SECRET + "(?=[!-~]*[\\d!#$%&*+/<>@^_~|])[!-~]{4,}",
            Pattern.CASE_INSENSITIVE);

    /// Letters only.
    private static final Pattern WORD = Pattern.compile(
            NAME + "(?:(?:は[、,]?|:|=|\\bis\\b)\\s*[「『\"“'‘][!-~]{4,}?[」』\"”'’]"
                    + "|は[、,]?\\s*[!-~]{4,}+\\s*(?:です|でした|だ|と|。|$))",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final String SIX =
            "(?<![\\d.,-])(?:\\d{6}|\\d{3}[ \\p{Pd}ー−]\\d{3}|\\d\\d[ \\p{Pd}ー−]\\d\\d[ \\p{Pd}ー−]\\d\\d)(?![\\d-])";
    private static final String CODE = "(?:コード|認証番号|確認番号|暗証番号|\\bcodes?\\b|\\botp\\b|\\bpin\\b)";
    private static final Pattern CODE_NAMED = Pattern.compile(
            CODE + "[^\\n。\\d]{0,16}" + SIX + "|" + SIX + "[^\\n。\\d]{0,12}" + CODE, Pattern.CASE_INSENSITIVE);

    private TypedSecrets() {}

    /// Whether a text can't be kept.
    public static boolean in(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
        return SecretScan.holdsCard(plain)
                || NAMED.matcher(plain).find()
                || WORD.matcher(plain).find()
                || CODE_NAMED.matcher(plain).find();
    }
}
