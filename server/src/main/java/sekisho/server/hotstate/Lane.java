package sekisho.server.hotstate;

import java.util.UUID;

/// Who shares a budget on an account: all unknown clients together, or one recognised device alone. So
/// an attacker can use up his own lane and never the owner's (OWASP device cookies).
///
/// @param key names the lane in the store
/// @param recognised whether a recognised device stands in it
public record Lane(String key, boolean recognised) {
    /// The lane of all clients that the account doesn't know.
    public static final Lane UNKNOWN = new Lane("unknown", false);

    /// The lane of one recognised device.
    public static Lane device(UUID deviceId) {
        return new Lane("device:" + deviceId, true);
    }
}
