package sekisho.replay;

import java.io.IOException;
import java.io.Reader;

/// CSV text in which no row is too long for the parser: whatever a file holds, memory stays bounded.
///
/// A row that is left out becomes a row of one character, [#TOO_LONG] or [#BAD_QUOTES], and an empty line
/// for each further line that it had, so the numbers of the lines stay right. Where a quotation mark is
/// never closed, or not before a comma, only the line on which the row begins is left out.
final class RowLimits extends Reader {
    /// Most characters of a row.
    static final int MAX_ROW = 1 << 16;

    /// Most characters of a field, its quotation marks included.
    static final int MAX_FIELD = 1 << 14;

    /// Most fields of a row.
    static final int MAX_FIELDS = 256;

    /// Half a surrogate pair, which no text from [Utf8Text] holds.
    static final char TOO_LONG = '\uDC01';

    /// Like [#TOO_LONG].
    static final char BAD_QUOTES = '\uDC02';

    private final Reader text;

    /// Whole rows to hand out end at `rowBegin`; the current row is scanned up to `at`; the rest was only
    /// read.
    private final char[] buffer = new char[4 * MAX_ROW];

    private int handedOut;
    private int rowBegin;
    private int at;
    private int end;
    private boolean atEnd;

    private int fieldBegin;
    private int fields;
    private boolean fieldTooLong;
    private boolean inQuotes;

    /// Whether the last character was a quotation mark that closes a field, or doubles the next one.
    private boolean afterQuote;

    private boolean strayQuote;

    /// Whether the rest of the line belongs to a row that was left out already.
    private boolean inLongLine;

    RowLimits(Reader text) {
        this.text = text;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        while (handedOut == rowBegin) {
            if (atEnd) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, rowBegin - handedOut);
        System.arraycopy(buffer, handedOut, into, offset, count);
        handedOut += count;
        return count;
    }

    private void fill() throws IOException {
        int moved = rowBegin;
        remove(0, moved);
        handedOut = 0;
        rowBegin = 0;
        at -= moved;
        fieldBegin -= moved;
        int read = text.read(buffer, end, buffer.length - end);
        atEnd = read < 0;
        end += Math.max(read, 0);
        scan();
    }

    private void scan() {
        boolean more = true;
        while (more) {
            while (scanRow()) {
                endRow();
            }
            more = strayQuote || atEnd && inQuotes || at - rowBegin > MAX_ROW;
            if (more) {
                leaveOutLine();
            }
        }
        if (atEnd && at > rowBegin) {
            endField(at);
            endRow();
        }
    }

    /// Scans on behind the row's line break; `false` if that wasn't read yet or if the row is hopeless.
    private boolean scanRow() {
        if (inLongLine) {
            remove(at, lineEnd(at, end));
            inLongLine = at == end;
        }
        int i = at;
        while (i < end) {
            if (inQuotes) {
                i = behindQuote(i);
            } else if (afterQuote && buffer[i] == '"') {
                afterQuote = false;
                inQuotes = true;
                i++;
            } else if (afterQuote && buffer[i] != ',' && !isLineBreak(buffer[i])) {
                strayQuote = true;
                break;
            } else {
                afterQuote = false;
                i = behindPlain(i);
                char c = buffer[i - 1];
                if (c == ',') {
                    endField(i - 1);
                } else if (c == '"') {
                    inQuotes = i - 1 == fieldBegin;
                } else if (isLineBreak(c)) {
                    endField(i - 1);
                    at = i;
                    return true;
                }
            }
        }
        at = i;
        return false;
    }

    private int behindQuote(int from) {
        int i = from;
        while (i < end && buffer[i] != '"') {
            i++;
        }
        inQuotes = i == end;
        afterQuote = i < end;
        return Math.min(i + 1, end);
    }

    /// Everything that means something is at most a comma.
    private int behindPlain(int from) {
        int i = from;
        while (i < end && buffer[i] > ',') {
            i++;
        }
        return Math.min(i + 1, end);
    }

    private void endField(int fieldEnd) {
        fieldTooLong |= fieldEnd - fieldBegin > MAX_FIELD;
        fields++;
        fieldBegin = fieldEnd + 1;
    }

    private void endRow() {
        if (fieldTooLong || fields > MAX_FIELDS || at - rowBegin > MAX_ROW) {
            int kept = rowBegin;
            buffer[kept++] = TOO_LONG;
            for (int i = kept; i < at; i++) {
                if (isLineBreak(buffer[i])) {
                    buffer[kept++] = buffer[i];
                }
            }
            remove(kept, at);
            at = kept;
        }
        rowBegin = at;
        beginRow();
    }

    private void beginRow() {
        at = rowBegin;
        fieldBegin = rowBegin;
        fields = 0;
        fieldTooLong = false;
        inQuotes = false;
        afterQuote = false;
        strayQuote = false;
    }

    /// Leaves out the first line of a row that doesn't end in time, and begins a new row behind it.
    private void leaveOutLine() {
        int lineEnd = lineEnd(rowBegin, at);
        inLongLine = lineEnd == at;
        boolean neverClosed = inQuotes && (atEnd || !inLongLine);
        buffer[rowBegin] = strayQuote || neverClosed ? BAD_QUOTES : TOO_LONG;
        remove(rowBegin + 1, lineEnd);
        beginRow();
        at = rowBegin + 1;
    }

    private int lineEnd(int from, int to) {
        int i = from;
        while (i < to && !isLineBreak(buffer[i])) {
            i++;
        }
        return i;
    }

    private void remove(int from, int to) {
        System.arraycopy(buffer, to, buffer, from, end - to);
        end -= to - from;
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
