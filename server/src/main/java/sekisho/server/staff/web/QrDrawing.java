package sekisho.server.staff.web;

import io.nayuki.qrcodegen.QrCode;

/// A QR code as an SVG draws it.
///
/// @param size width and height of the view box, with the quiet zone of four modules that readers need (ISO/IEC 18004)
/// @param path the dark modules
public record QrDrawing(int size, String path) {
    private static final int QUIET = 4;

    /// Draws a text.
    public static QrDrawing of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrDrawing(code.size + 2 * QUIET, path.toString());
    }

    @Override
    public String toString() {
        return "QrDrawing(●)";
    }
}
