package sekisho.server.platform;

/// A reason why the server can't start, as one sentence that names the way out. It is shown without a
/// stack trace.
public final class StartupRefused extends RuntimeException {
    public StartupRefused(String sentence) {
        super(sentence);
    }

    public StartupRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
