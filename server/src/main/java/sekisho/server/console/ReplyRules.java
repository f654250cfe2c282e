package sekisho.server.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import sekisho.server.platform.SiteProperties;

/// What no answer of support may say: it asks for nothing secret and holds nothing secret, and it leads to no other
/// site and to no phone. That is what a member learns to tell a fraud by, so an answer that breaks it isn't sent,
/// whoever wrote it.
///
/// A sentence asks where it both names a secret and wants something told; saying that nobody asks is no asking.
@Component
public class ReplyRules {
    /// The longest answer.
    public static final int LONGEST = 3_000;

    private static final Pattern SECRET =
            Pattern.compile("パスワード|パスコード|暗証番号|コード|セキュリティ番号|(カード|口座).{0,6}番号|合言葉|秘密の質問の答|桁|数字"
                    + "|(認証|確認|ワンタイム)(の|用の?|のための|するための)?番号|(届い|送っ|送りし|表示され)た番号"
                    + "|password|passcode|passphrase|\\bpin\\b|\\bcodes?\\b|\\botp\\b|\\bdigits?\\b|cvv|cvc"
                    + "|(card|account|security|verification|confirmation) (number|code)");

    private static final Pattern WANTED = Pattern.compile("教え|(お知らせ|ご?返信|ご連絡|ご?提示|ご?記入|お書き|ご?共有)(し|を|く|願|下さ|いただ|頂|の上|で)"
            + "|送って(?!い|お|ま)|送り(くだ|下さ|いただけ|いただき|頂|願)|[送転返][信付送](して(?!い|お)|を|願|くだ|下さ)"
            + "|お?聞かせ|読み上げ|読んで|伝え|書いて|貼|見せ|写真|お?尋ねし|お?聞きし|伺い|伺う"
            + "|(返信|返事|ここ|こちら|下|この欄).{0,12}入力"
            + "|は(何(?![も度らか回])|なん(?![らどか])|どれ(?!も))|(それ|これ|番号|もの)をお願い"
            + "|\\b(tell|send|give|share|provide|forward|supply|disclose|reveal|quote|submit|paste|photograph|screenshot)\\b"
            + "|\\b(reply|respond|answer|get back|come back)( to (us|me|this))? (with|by)"
            + "|\\b(mail|e-mail|email|text|message|write|read|show|say|spell|dictate) (it|me|us|them|out|down|back|your|the)\\b"
            + "|let (us|me) (know|have)|\\bask(ing)? (you )?for|(we|i)( will|'ll)? (need|require|want)"
            + "|what( is|'s|’s| was) your|(type|enter|put) .{0,40}(here|below|in your (reply|answer|message))");

    /// What wants something only where the secret is named in the same sentence: "the code is on its way. Does that
    /// help?" is no asking.
    private static final Pattern WANTED_OF_IT = Pattern.compile(
            "\\?|(?<!確認|入力|変更|設定)をお願い|を(下さ|くださ|いただ|頂|ちょうだい)|\\bwhich (\\w+ )?(password|passcode|passphrase|pin|codes?|digits?|numbers?)\\b");

    /// What says that nobody asks, that nothing shall be told, or that something was sent to the member.
    private static final Pattern REFUSED =
            Pattern.compile("お?(尋ね|聞き|伺い|求め)(する|いする)?(こと|場合)は(決して|一切)?(あり|ござい)ません|お?(尋ね|聞き|伺い)しません"
                    + "|(教え|伝え|送ら|書か|貼ら|見せ|(送信|返信|共有|お知らせ)し)ないで|(教えて|お知らせ|送って).{0,8}必要は(あり|ござい)ません"
                    + "|\\b(we |i )?(will )?(never|do not|don't|don’t|will not|won't|won’t|must not|should not|would not|no need to) (ever )?"
                    + "(ask(ing)?( you)? for|tell|send|give|share|reply with|provide|write|need|want|require|read|show)"
                    + "|\\b(we|i)( can| will|'ll|’ll)? (also )?send\\b");

    private static final Pattern SENTENCE = Pattern.compile("[^。.!?]+[。.!?]*");
    private static final Pattern LINK = Pattern.compile("[a-z][a-z0-9+.-]{1,15}://[!-~]*", Pattern.CASE_INSENSITIVE);

    /// Names whose last part is Latin, those whose last part isn't, and bare addresses. "1.開く" is an item of a list.
    private static final Pattern HOST = Pattern.compile(
            "(?<![\\p{IsLatin}\\p{N}-])(?:[\\p{IsLatin}\\p{N}-]+\\.)+[a-z]{2,24}(?![\\p{IsLatin}\\p{N}])"
                    + "|[\\p{L}&&[^\\p{IsLatin}]]\\.[a-z]{2,24}(?![\\p{IsLatin}\\p{N}])"
                    + "|\\p{L}[\\p{N}-]*\\.[\\p{L}&&[^\\p{IsLatin}]][\\p{L}\\p{M}]{1,23}"
                    + "|(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])");

    /// Browsers read it as a dot, too.
    private static final Pattern IDEOGRAPHIC_DOT = Pattern.compile("(?<=[\\p{IsLatin}\\p{N}])。(?=\\p{IsLatin})");

    private static final Pattern CLOSING = Pattern.compile("[)\\]}>.,;:!?'\"]+$");

    private final URI issuer;

    ReplyRules(SiteProperties site) {
        this.issuer = site.issuer();
    }

    /// Why a text isn't sent.
    public enum Fault {
        EMPTY,
        TOO_LONG,
        HOLDS_SECRET,
        ASKS_FOR_SECRET,
        LEADS_ELSEWHERE,
        /// A phone is another place that a fraud leads to.
        PHONE_NUMBER;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Looks at an answer.
    ///
    /// @param suggested what was suggested in each language: its lines are fine as they are, next to one another
    public Optional<Fault> check(String text, List<String> suggested) {
        if (text.isBlank()) {
            return Optional.of(Fault.EMPTY);
        }
        if (text.length() > LONGEST) {
            return Optional.of(Fault.TOO_LONG);
        }
        Set<String> fine =
                suggested.stream().flatMap(String::lines).map(String::strip).collect(Collectors.toSet());
        List<Line> lines = text.lines()
                .map(String::strip)
                .map(line -> new Line(visible(line), fine.contains(line)))
                .toList();
        String own = lines.stream()
                .filter(line -> !line.suggested())
                .map(Line::plain)
                .collect(Collectors.joining("\n"));
        if (TypedSecrets.in(own)) {
            return Optional.of(Fault.HOLDS_SECRET);
        }
        if (leadsElsewhere(IDEOGRAPHIC_DOT.matcher(own).replaceAll("."))) {
            return Optional.of(Fault.LEADS_ELSEWHERE);
        }
        if (Masked.holdsPhone(own)) {
            return Optional.of(Fault.PHONE_NUMBER);
        }
        return asks(lines) ? Optional.of(Fault.ASKS_FOR_SECRET) : Optional.empty();
    }

    /// A line, or a sentence of one.
    ///
    /// @param plain as [#visible] makes it
    private record Line(String plain, boolean suggested) {}

    /// In one form of each letter, and without what nobody sees.
    private static String visible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}\\p{Mn}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /// Two sentences are read together: "I need your password. Please send it." A suggested line gives another meaning
    /// to the line that is added to it, so they are passed over only where both are suggested.
    private static boolean asks(List<Line> lines) {
        List<Line> sentences = lines.stream()
                .flatMap(line -> SENTENCE.matcher(line.plain())
                        .results()
                        .map(found -> new Line(REFUSED.matcher(found.group()).replaceAll(" "), line.suggested())))
                .filter(sentence -> !sentence.plain().isBlank())
                .toList();
        return IntStream.range(0, sentences.size())
                .anyMatch(i -> asks(sentences.get(i)) || i > 0 && asks(sentences.get(i - 1), sentences.get(i)));
    }

    private static boolean asks(Line sentence) {
        String plain = sentence.plain();
        return !sentence.suggested()
                && SECRET.matcher(plain).find()
                && (WANTED.matcher(plain).find() || WANTED_OF_IT.matcher(plain).find());
    }

    private static boolean asks(Line first, Line second) {
        String both = first.plain() + " " + second.plain();
        return !(first.suggested() && second.suggested())
                && SECRET.matcher(both).find()
                && WANTED.matcher(both).find();
    }

    private boolean leadsElsewhere(String plain) {
        Matcher link = LINK.matcher(plain);
        while (link.find()) {
            if (!isOurs(CLOSING.matcher(link.group()).replaceAll(""))) {
                return true;
            }
        }
        String rest = LINK.matcher(plain).replaceAll(" ");
        return HOST.matcher(rest)
                .results()
                .anyMatch(found -> !found.group().equals(issuer.getHost().toLowerCase(Locale.ROOT)));
    }

    private boolean isOurs(String link) {
        try {
            URI uri = new URI(link);
            return issuer.getScheme().equals(uri.getScheme())
                    && issuer.getHost().equals(uri.getHost())
                    && issuer.getPort() == uri.getPort()
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException noLink) {
            return false;
        }
    }
}
