package sekisho.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 text that shows which bytes weren't UTF-8: each such sequence becomes [#BROKEN], which no valid
/// UTF-8 decodes to. A byte order mark at the beginning is left out.
final class Utf8Text extends Reader {
    /// Half a surrogate pair.
    private static final char BROKEN = '\uDC00';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream bytes;
    private final ByteBuffer pending = ByteBuffer.wrap(new byte[1 << 16]).limit(0);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean atBegin = true;
    private boolean atEnd;
    private boolean anyBroken;

    Utf8Text(InputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        CharBuffer text = CharBuffer.wrap(into, offset, length);
        while (text.position() == offset && text.hasRemaining()) {
            CoderResult result = decoder.decode(pending, text, atEnd);
            if (result.isMalformed() && text.hasRemaining()) {
                pending.position(pending.position() + result.length());
                text.put(BROKEN);
                anyBroken = true;
            } else if (result.isUnderflow() && text.position() == offset) {
                if (atEnd) {
                    return -1;
                }
                fill();
            }
            if (atBegin && text.position() > offset) {
                atBegin = false;
                if (into[offset] == BYTE_ORDER_MARK) {
                    System.arraycopy(into, offset + 1, into, offset, text.position() - offset - 1);
                    text.position(text.position() - 1);
                }
            }
        }
        return text.position() - offset;
    }

    private void fill() throws IOException {
        pending.compact();
        int read = bytes.read(pending.array(), pending.position(), pending.remaining());
        atEnd = read < 0;
        pending.position(pending.position() + Math.max(read, 0)).flip();
    }

    /// Whether any bytes so far weren't UTF-8.
    boolean isAnyBroken() {
        return anyBroken;
    }

    /// Whether a piece of this text has bytes in it that weren't UTF-8.
    static boolean isBroken(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == BROKEN && (i == offset || !Character.isHighSurrogate(text[i - 1]))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
