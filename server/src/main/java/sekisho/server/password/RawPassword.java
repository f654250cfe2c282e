package sekisho.server.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;

/// A password as a member typed it, in Unicode form NFKC, so that full-width and half-width input are
/// the same password (NIST SP 800-63B-4 §3.1.1.2). Length is counted in code points.
///
/// A text beyond [#MAX_CODE_POINTS], or one that isn't well-formed Unicode (no browser sends such),
/// becomes an
/// *unusable* password: it costs the same work at sign-in, equals no stored one and fails the rules.
public final class RawPassword {
    /// The longest text that is looked at, in code points, before and after normalising: at most 1 kB
    /// of UTF-8.
    public static final int MAX_CODE_POINTS = 256;

    private final String text;
    private final boolean usable;

    private RawPassword(String text, boolean usable) {
        this.text = text;
        this.usable = usable;
    }

    /// Takes what was typed, of any length.
    public static RawPassword of(String typed) {
        if (!acceptable(typed)) {
            return new RawPassword("", false);
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return acceptable(text) ? new RawPassword(text, true) : new RawPassword("", false);
    }

    private static boolean acceptable(String text) {
        return text.length() <= 2 * MAX_CODE_POINTS
                && text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /// Whether this can be anybody's password at all.
    public boolean usable() {
        return usable;
    }

    /// Number of code points.
    public int length() {
        return text.codePointCount(0, text.length());
    }

    /// The secret itself: for the rules and the hash, never for a log, a page or the database.
    String text() {
        return text;
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// SHA-1 of the UTF-8 form: the key of lists of leaked passwords, never of a stored password.
    byte[] sha1() {
        try {
            return MessageDigest.getInstance("SHA-1").digest(utf8());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "RawPassword(●)";
    }
}
