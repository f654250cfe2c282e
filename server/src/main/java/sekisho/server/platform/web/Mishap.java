package sekisho.server.platform.web;

import java.util.Locale;

/// Why a request got no page of its own. Each has its texts `page.mishap.<key>.{title,what,next}`.
public enum Mishap {
    BAD_INPUT(400),
    UNKNOWN_HOST(400),
    STALE_PAGE(403),
    FORBIDDEN(403),
    NOT_FOUND(404),
    WRONG_METHOD(405),
    NOT_ACCEPTABLE(406),
    TOO_LARGE(413),
    ADDRESS_TOO_LONG(414),
    WRONG_TYPE(415),
    TOO_MANY(429),
    HEADERS_TOO_LARGE(431),
    FAULT(500),
    BUSY(503);

    private final int status;

    Mishap(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The small-print code that a member can tell the support.
    String code() {
        return "SK-%d%02d".formatted(status, ordinal());
    }

    static Mishap ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> WRONG_METHOD;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 414 -> ADDRESS_TOO_LONG;
            case 415 -> WRONG_TYPE;
            case 429 -> TOO_MANY;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> BUSY;
            default -> status >= 400 && status < 500 ? BAD_INPUT : FAULT;
        };
    }
}
