package sekisho.server.platform.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, read strictly (`application/x-www-form-urlencoded`, WHATWG URL §5.1,
/// UTF-8): each at most once, plain names, short values without anything invisible. Whatever else was
/// sent is no form. A few fields are texts of several lines. They may be longer, and their line breaks,
/// which browsers send as CR LF (HTML §4.10.21.4), are single LFs here.
final class Form {
    private static final int MOST_PARAMETERS = 64;
    private static final int LONGEST_VALUE = 1024;

    /// The fields that hold a text of several lines, and what is read of each: twice as much as their pages take, so
    /// that
    /// these say what is too long.
    private static final Map<String, Integer> TEXTS =
            Map.of("text", 3000, "reply", 6000, "reply-ja", 6000, "reply-en", 6000);

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,63}");

    private final Map<String, String> values = new LinkedHashMap<>();

    /// Adds what one encoded text holds; false if any of it is not acceptable.
    boolean add(byte[] encoded) {
        int start = 0;
        while (start < encoded.length) {
            int end = start;
            int equals = -1;
            while (end < encoded.length && encoded[end] != '&') {
                if (encoded[end] == '=' && equals < 0) {
                    equals = end;
                }
                end++;
            }
            if (end > start && !addOne(encoded, start, equals < 0 ? end : equals, end)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    private boolean addOne(byte[] encoded, int start, int equals, int end) {
        String name = decode(encoded, start, equals);
        String value = decode(encoded, Math.min(equals + 1, end), end);
        if (name == null || value == null || !NAME.matcher(name).matches() || values.size() >= MOST_PARAMETERS) {
            return false;
        }
        Integer longest = TEXTS.get(name);
        if (longest != null) {
            String lines = value.replace("\r\n", "\n");
            return lines.length() <= longest
                    && lines.codePoints().noneMatch(c -> c != '\n' && isInvisible(c))
                    && values.put(name, lines) == null;
        }
        return value.length() <= LONGEST_VALUE
                && value.codePoints().noneMatch(Form::isInvisible)
                && values.put(name, value) == null;
    }

    /// Control characters, line and paragraph separators, unpaired surrogates, and what reverses text
    /// on a page (Unicode UAX #9).
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static @Nullable String decode(byte[] encoded, int start, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            switch (encoded[i]) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    int high = i + 2 < end ? hex(encoded[i + 1]) : -1;
                    int low = i + 2 < end ? hex(encoded[i + 2]) : -1;
                    if (high < 0 || low < 0) {
                        return null;
                    }
                    bytes.write(high << 4 | low);
                    i += 2;
                }
                default -> bytes.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static int hex(byte digit) {
        return digit < 0 ? -1 : Character.digit(digit, 16);
    }
}
