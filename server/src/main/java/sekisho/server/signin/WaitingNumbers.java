package sekisho.server.signin;

import org.springframework.stereotype.Component;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.TwoDigits;

/// The two-digit numbers that waiting devices show: whoever says on another device that a waiting
/// sign-in is his own types the number that stands there. It opens nothing.
@Component
public class WaitingNumbers {
    private final ServerKeys keys;

    WaitingNumbers(ServerKeys keys) {
        this.keys = keys;
    }

    /// The number of an attempt, from 10 to 99; it stays the same as long as the attempt does.
    public String of(Attempt attempt) {
        return TwoDigits.of(
                keys.mac("waiting-number", ServerKeys.bytes(attempt.accountId()), ServerKeys.bytes(attempt.id())));
    }

    /// Whether somebody typed the number of an attempt; full-width digits and spaces are fine.
    public boolean matches(Attempt attempt, String typed) {
        return TwoDigits.read(typed).filter(of(attempt)::equals).isPresent();
    }
}
