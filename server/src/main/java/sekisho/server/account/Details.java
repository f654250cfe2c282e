package sekisho.server.account;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a member tells of himself beside his address.
///
/// @param nameKana the reading of the name
public record Details(
        String name, @Nullable String nameKana, @Nullable String phone) {
    /// So many characters a name has at most.
    public static final int LONGEST_NAME = 60;

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9０-９()（）\\- ー－]{6,24}");

    /// What keeps details from being used. Each names the field of the form and the text of the page.
    public enum Problem {
        NAME_MISSING("name", "account.error.name.missing"),
        NAME_TOO_LONG("name", "account.error.name.too_long"),
        KANA_TOO_LONG("nameKana", "account.error.kana.too_long"),
        PHONE_MALFORMED("phone", "account.error.phone.malformed");

        private final String field;
        private final String key;

        Problem(String field, String key) {
            this.field = field;
            this.key = key;
        }

        /// The field that it is about.
        public String field() {
            return field;
        }

        /// Names the text.
        public String key() {
            return key;
        }
    }

    /// The details as they were typed.
    public static Details typed(String name, String nameKana, String phone) {
        return new Details(
                name.strip(), nameKana.isBlank() ? null : nameKana.strip(), phone.isBlank() ? null : phone.strip());
    }

    /// What is wrong with them.
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (name.isEmpty()) {
            problems.add(Problem.NAME_MISSING);
        } else if (length(name) > LONGEST_NAME) {
            problems.add(Problem.NAME_TOO_LONG);
        }
        if (nameKana != null && length(nameKana) > LONGEST_NAME) {
            problems.add(Problem.KANA_TOO_LONG);
        }
        if (phone != null && !PHONE.matcher(phone).matches()) {
            problems.add(Problem.PHONE_MALFORMED);
        }
        return problems;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
