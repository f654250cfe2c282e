package sekisho.replay.policy;

/// A reason why a policy can't be used, as one sentence that names the file and the way out.
public final class PolicyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    PolicyRefused(String sentence) {
        super(sentence);
    }

    PolicyRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
