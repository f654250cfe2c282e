package sekisho.server.support;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.Passwords;
import sekisho.server.password.Passwords.Spotted;
import sekisho.server.password.RawPassword;

/// Masks in a text what nobody should tell anybody: card numbers, codes, and passwords of the accounts concerned.
///
/// Whoever has stolen a session could try passwords and codes by writing them here and looking which are masked. So
/// each password that is compared is taken from a budget, and what can't be compared any more is masked unseen. Codes
/// aren't compared at all: while one is under way, every six digits are masked. What was found is neither stored nor
/// logged.
@Component
public class SecretScan {
    /// As many passwords are compared for one text.
    static final int MOST_PASSWORDS = 24;

    private static final String MASK = "●●●●●●";

    private static final int FEWEST_CARD_DIGITS = 13;
    private static final int MOST_CARD_DIGITS = 19;
    private static final int CODE_DIGITS = 6;
    private static final int SHORTEST = 4;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Pd}ー−・./]{1,3}");
    private static final String SIGN = "[0-9A-Za-z]";
    private static final Pattern RECOVERY_CODE = Pattern.compile("(?<!" + SIGN + ")(?:" + SIGN
            + "[\\s\\p{Pd}ー−,・]{0,4}){" + (RecoveryCode.SIGNS - 1) + "}" + SIGN + "(?!" + SIGN + ")");
    private static final Pattern HYPHEN = Pattern.compile("[\\p{Pd}ー−]");
    private static final Pattern RECOVERY_CODE_GAPS = Pattern.compile("[\\s,・]");

    /// Groups of four with more than spaces between them, as it is printed.
    private static final Pattern IN_GROUPS =
            Pattern.compile(SIGN + "{4}(?:[\\s,・]*[\\n\\r\\t,・][\\s,・]*" + SIGN + "{4})+");

    private static final Pattern ASCII = Pattern.compile("[!-~]+");
    private static final Pattern PIECE = Pattern.compile("[^:=/,;|()<>\\[\\]{}\"']+");
    private static final Pattern QUOTED =
            Pattern.compile("「([^「」\\n]+)」|『([^『』\\n]+)』|\"([^\"\\n]+)\"|“([^“”\\n]+)”|'([^'\\n]+)'|‘([^‘’\\n]+)’");
    private static final Pattern NAMED = Pattern.compile(
            "(?:パスワード|パス|暗証番号|合言葉|password|passwd|passcode|passphrase|pass|pwd|pw)"
                    + "[ \\t」』\"”]*(?:は[、,]?|:|=|\\bis\\b|(?:[がをの][、,]?|[、,])(?=[ \\t]*[「『“‘]*[!-~]))[ \\t]*\\n?[ \\t]*([^\\n]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED_WORD = Pattern.compile("[「『“‘]*([!-~]*[!-~&&[^.,]])");
    private static final Pattern END =
            Pattern.compile("。|です|でした|、|だ|という|と(?=[^ -~])|で(?=[^ -~])|(?<=[!-~])(?=[^ -~])|\\. |\\.?$");

    private final Passwords passwords;
    private final PasswordRules rules;
    private final OneTimeCodes codes;
    private final GuessBudgets budgets;

    SecretScan(Passwords passwords, PasswordRules rules, OneTimeCodes codes, GuessBudgets budgets) {
        this.passwords = passwords;
        this.rules = rules;
        this.codes = codes;
        this.budgets = budgets;
    }

    /// What was masked.
    public enum Kind {
        CARD,
        CODE,
        PASSWORD,
        /// It may be a secret or not: it couldn't be compared.
        UNCHECKED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A text without secrets.
    ///
    /// @param found what was masked, in the order of the kinds
    public record Masked(String text, List<Kind> found) {
        public Masked {
            found = List.copyOf(found);
        }
    }

    /// Masks what is secret. It must not be called within a transaction.
    ///
    /// @param countedOn the account whose budgets are used
    /// @param withPassword the accounts whose passwords are looked for; with none of them, what the text itself calls a
    ///     password is masked unseen
    /// @param withCode the accounts, be they phantoms, whose codes are looked for
    public Masked mask(UUID countedOn, List<UUID> withPassword, List<UUID> withCode, String text) {
        Work work = new Work(countedOn, Folded.of(text));
        work.maskCards();
        work.maskRecoveryCodes();
        work.maskCodes(withCode);
        if (withPassword.isEmpty()) {
            work.maskNamedPasswords();
        } else {
            work.maskPasswords(withPassword);
        }
        return new Masked(work.masked(text), List.copyOf(work.found));
    }

    /// A text in Unicode form NFKC, character by character, with where each came from.
    ///
    /// @param from for each character where its original begins, and at the end the length of the original
    private record Folded(String text, List<Integer> from) {
        static Folded of(String original) {
            StringBuilder text = new StringBuilder(original.length());
            List<Integer> from = new ArrayList<>(original.length() + 1);
            for (int i = 0; i < original.length(); ) {
                int c = original.codePointAt(i);
                String folded = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
                for (int k = 0; k < folded.length(); k++) {
                    from.add(i);
                }
                text.append(folded);
                i += Character.charCount(c);
            }
            from.add(original.length());
            return new Folded(text.toString(), List.copyOf(from));
        }
    }

    /// A stretch of the folded text.
    private record Span(int from, int to) {}

    /// Something that may be a password, and where it stands.
    ///
    /// @param rank the likelier, the smaller
    private record Candidate(String text, int rank, Set<Span> spans) {}

    private final class Work {
        /// From here on a candidate is none that the rules would ever have taken.
        private static final int UNLIKELY = 4;

        private final UUID countedOn;
        private final String text;
        private final Folded folded;
        private final BitSet hidden = new BitSet();
        private final Set<Kind> found = EnumSet.noneOf(Kind.class);

        private Work(UUID countedOn, Folded folded) {
            this.countedOn = countedOn;
            this.folded = folded;
            this.text = folded.text();
        }

        private void hide(Span span, Kind kind) {
            hidden.set(span.from(), span.to());
            found.add(kind);
        }

        private String at(Span span) {
            return text.substring(span.from(), span.to());
        }

        private boolean isHidden(Span span) {
            return hidden.nextClearBit(span.from()) >= span.to();
        }

        /// Groups of digits with nothing but a space, a hyphen or a line break between them.
        private List<List<Span>> numbers() {
            List<List<Span>> numbers = new ArrayList<>();
            Matcher digits = DIGITS.matcher(text);
            int end = -1;
            while (digits.find()) {
                boolean goesOn = end >= 0
                        && GAP.matcher(text.substring(end, digits.start())).matches();
                if (!goesOn) {
                    numbers.add(new ArrayList<>());
                }
                numbers.getLast().add(new Span(digits.start(), digits.end()));
                end = digits.end();
            }
            return numbers;
        }

        private void maskCards() {
            for (List<Span> groups : numbers()) {
                for (int first = 0; first < groups.size(); first++) {
                    StringBuilder digits = new StringBuilder();
                    for (int last = first; last < groups.size() && digits.length() <= MOST_CARD_DIGITS; last++) {
                        digits.append(at(groups.get(last)));
                        if (isCard(digits)) {
                            hide(
                                    new Span(
                                            groups.get(first).from(),
                                            groups.get(last).to()),
                                    Kind.CARD);
                        }
                    }
                }
                groups.stream()
                        .filter(group -> group.to() - group.from() > MOST_CARD_DIGITS)
                        .forEach(group -> hide(group, Kind.CARD));
            }
        }

        private void maskRecoveryCodes() {
            Matcher code = RECOVERY_CODE.matcher(text);
            for (int at = 0; code.find(at); ) {
                String typed = code.group();
                boolean told = HYPHEN.matcher(typed).find()
                        || IN_GROUPS.matcher(typed).matches()
                        || typed.chars().filter(Character::isDigit).count() >= 2;
                String plain = RECOVERY_CODE_GAPS.matcher(typed).replaceAll("");
                if (told && RecoveryCode.read(plain).isPresent()) {
                    hide(new Span(code.start(), code.end()), Kind.CODE);
                    at = code.end();
                } else {
                    at = code.start() + 1;
                }
                if (at >= text.length()) {
                    break;
                }
            }
        }

        private void maskCodes(List<UUID> accounts) {
            Set<Span> candidates = new LinkedHashSet<>();
            for (List<Span> groups : numbers()) {
                for (int first = 0; first < groups.size(); first++) {
                    StringBuilder digits = new StringBuilder();
                    for (int last = first; last < groups.size() && digits.length() < CODE_DIGITS; last++) {
                        digits.append(at(groups.get(last)));
                        Span span = new Span(
                                groups.get(first).from(), groups.get(last).to());
                        if (digits.length() == CODE_DIGITS && !isHidden(span)) {
                            candidates.add(span);
                        }
                    }
                }
            }
            if (!candidates.isEmpty() && codes.anyLive(accounts)) {
                candidates.forEach(span -> hide(span, Kind.CODE));
            }
        }

        /// Of each line that names a password what stands there in its place; not the word of a sentence that goes on.
        private void maskNamedPasswords() {
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                if (!isSet(named) || !maskToItsEnd(named.start(1), named.end(1))) {
                    Matcher word = NAMED_WORD.matcher(text).region(named.start(1), named.end(1));
                    if (word.lookingAt() && mayBePassword(word.group(1))) {
                        hide(new Span(word.start(1), word.end(1)), Kind.UNCHECKED);
                    }
                }
            }
        }

        private boolean isSet(Matcher named) {
            String before = text.substring(named.start(), named.start(1)).strip();
            return before.endsWith(":") || before.endsWith("=");
        }

        private boolean maskToItsEnd(int from, int to) {
            Matcher end = END.matcher(text).region(from, to);
            while (end.find()) {
                Map<String, Candidate> candidates = new LinkedHashMap<>();
                add(candidates, new Span(from, end.start()), true);
                List<Candidate> likely = candidates.values().stream()
                        .filter(candidate -> candidate.rank() < UNLIKELY)
                        .toList();
                likely.forEach(candidate -> candidate.spans().forEach(span -> hide(span, Kind.UNCHECKED)));
                if (!likely.isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        private boolean mayBePassword(String word) {
            return word.length() >= SHORTEST && (classes(word) >= 2 || !rules.neverAllowed(RawPassword.of(word)));
        }

        private void maskPasswords(List<UUID> accounts) {
            int compared = 0;
            boolean may = true;
            for (Candidate candidate : passwordCandidates()) {
                if (candidate.spans().stream().allMatch(this::isHidden)) {
                    continue;
                }
                may = may && compared++ < MOST_PASSWORDS && taken();
                Spotted spotted =
                        may ? passwords.spot(accounts, RawPassword.of(candidate.text())) : Spotted.NOT_CHECKED;
                if (spotted == Spotted.YES) {
                    candidate.spans().forEach(span -> hide(span, Kind.PASSWORD));
                    hideAll(candidate.text());
                } else if (spotted == Spotted.NOT_CHECKED) {
                    may = false;
                    if (candidate.rank() < UNLIKELY) {
                        candidate.spans().forEach(span -> hide(span, Kind.UNCHECKED));
                    }
                }
            }
        }

        private void hideAll(String secret) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                hide(new Span(at, at + secret.length()), Kind.PASSWORD);
            }
        }

        private List<Candidate> passwordCandidates() {
            Map<String, Candidate> candidates = new LinkedHashMap<>();
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                Span line = new Span(named.start(1), named.end(1));
                add(candidates, line, true);
                Matcher end = END.matcher(text).region(line.from(), line.to());
                while (end.find()) {
                    add(candidates, new Span(line.from(), end.start()), true);
                }
            }
            Matcher quoted = QUOTED.matcher(text);
            while (quoted.find()) {
                for (int group = 1; group <= quoted.groupCount(); group++) {
                    if (quoted.start(group) >= 0) {
                        add(candidates, new Span(quoted.start(group), quoted.end(group)), true);
                    }
                }
            }
            Matcher run = ASCII.matcher(text);
            while (run.find()) {
                add(candidates, new Span(run.start(), run.end()), false);
                Matcher piece = PIECE.matcher(text).region(run.start(), run.end());
                while (piece.find()) {
                    add(candidates, new Span(piece.start(), piece.end()), false);
                }
            }
            return candidates.values().stream()
                    .sorted(Comparator.comparingInt(Candidate::rank))
                    .toList();
        }

        /// The stretch as it is, and without the signs before it, after it, or both.
        private void add(Map<String, Candidate> candidates, Span span, boolean told) {
            int from = span.from();
            int to = span.to();
            while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
                from++;
            }
            while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
                to--;
            }
            Set<Span> variants = new LinkedHashSet<>(
                    List.of(new Span(from, to), span, new Span(span.from(), to), new Span(from, span.to())));
            for (Span variant : variants) {
                String stripped = at(variant).strip();
                if (stripped.length() >= SHORTEST && stripped.length() <= RawPassword.MAX_CODE_POINTS) {
                    candidates
                            .computeIfAbsent(
                                    stripped,
                                    key -> new Candidate(
                                            key, rank(key, told, variant.equals(span)), new LinkedHashSet<>()))
                            .spans()
                            .add(variant);
                }
            }
        }

        private int rank(String candidate, boolean told, boolean whole) {
            if (rules.neverAllowed(RawPassword.of(candidate))) {
                boolean asTyped = candidate.chars().allMatch(c -> c > ' ' && c < 0x7F);
                return told && asTyped ? UNLIKELY - 1 : UNLIKELY;
            }
            if (told) {
                return 0;
            }
            return classes(candidate) >= 3 ? 1 : classes(candidate) == 2 || !whole ? 2 : 3;
        }

        private String masked(String original) {
            BitSet inOriginal = new BitSet(original.length());
            hidden.stream().map(at -> folded.from().get(at)).forEach(from -> {
                inOriginal.set(from, from + Character.charCount(original.codePointAt(from)));
            });
            StringBuilder masked = new StringBuilder(original.length());
            for (int i = 0; i < original.length(); i++) {
                if (!inOriginal.get(i)) {
                    masked.append(original.charAt(i));
                } else if (i == 0 || !inOriginal.get(i - 1)) {
                    masked.append(MASK);
                }
            }
            return masked.toString();
        }

        private boolean taken() {
            return budgets.take(countedOn, Purpose.SUPPORT_TEXT_PASSWORD, Lane.UNKNOWN) instanceof Take.Granted;
        }
    }

    private static int classes(String candidate) {
        Set<Integer> classes = new LinkedHashSet<>();
        candidate
                .codePoints()
                .forEach(c -> classes.add(
                        Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLetter(c) ? 2 : 3));
        return classes.size();
    }

    /// Whether a text in Unicode form NFKC holds a card number.
    public static boolean holdsCard(String text) {
        Matcher digits = DIGITS.matcher(text);
        List<String> groups = new ArrayList<>();
        int end = 0;
        while (digits.find()) {
            if (!GAP.matcher(text.substring(end, digits.start())).matches()) {
                groups.clear();
            }
            groups.add(digits.group());
            end = digits.end();
            // The number may begin with any of the groups, and ends with this one.
            StringBuilder number = new StringBuilder();
            for (int first = groups.size() - 1; first >= 0 && number.length() <= MOST_CARD_DIGITS; first--) {
                number.insert(0, groups.get(first));
                if (isCard(number)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Thirteen to nineteen digits whose last one is right (ISO/IEC 7812-1 annex B, "Luhn").
    private static boolean isCard(CharSequence digits) {
        if (digits.length() < FEWEST_CARD_DIGITS || digits.length() > MOST_CARD_DIGITS) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0 && sum > 0;
    }
}
