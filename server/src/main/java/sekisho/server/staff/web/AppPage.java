package sekisho.server.staff.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `staff/app` shows (`/console/join/app`).
///
/// @param name who joins
/// @param key what is typed into the app, in groups of four
/// @param qr the same as a QR code
public record AppPage(String name, String key, QrDrawing qr, List<PageError> errors) {
    public AppPage {
        errors = List.copyOf(errors);
    }
}
