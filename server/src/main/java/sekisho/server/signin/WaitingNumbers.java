package sekisho.server.signin;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import org.springframework.stereotype.Component;
import sekisho.server.platform.ServerKeys;

/// The two-digit numbers that waiting devices show: whoever says on another device that a waiting
/// sign-in is his own types the number that stands there. It opens nothing.
@Component
public class WaitingNumbers {
    private static final int FIRST = 10;
    private static final int COUNT = 90;

    private final ServerKeys keys;

    WaitingNumbers(ServerKeys keys) {
        this.keys = keys;
    }

    /// The number of an attempt, from 10 to 99; it stays the same as long as the attempt does.
    public String of(Attempt attempt) {
        int chance = ByteBuffer.wrap(keys.mac(
                        "waiting-number", ServerKeys.bytes(attempt.accountId()), ServerKeys.bytes(attempt.id())))
                .getInt();
        return Integer.toString(FIRST + Math.floorMod(chance, COUNT));
    }

    /// Whether somebody typed the number of an attempt; full-width digits and spaces are fine.
    public boolean matches(Attempt attempt, String typed) {
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        return plain.equals(of(attempt));
    }
}
