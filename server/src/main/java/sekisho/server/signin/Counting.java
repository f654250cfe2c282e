package sekisho.server.signin;

import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.Counted;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.Lane;

/// Says where the codes of an attempt are counted, so that a stranger neither uses up what a recognised
/// browser has left, nor learns from what is left which accounts there are.
@Component
public class Counting {
    private final Accounts accounts;
    private final Devices devices;

    Counting(Accounts accounts, Devices devices) {
        this.accounts = accounts;
        this.devices = devices;
    }

    /// Where the codes of this attempt are counted.
    public Counted of(Attempt attempt, DeviceCookie cookie, Evidence.Browser browser) {
        return switch (attempt.kind()) {
            case SIGN_IN, REGISTRATION, RECOVERY_BY_CODE ->
                new Counted(
                        attempt.accountId(),
                        devices.recognise(attempt.accountId(), cookie, browser).lane());
            case FORGOT_PASSWORD ->
                new Counted(attempt.accountId(), laneOnAddress(address(attempt), attempt, cookie, browser));
            // Nothing was shown yet, not even which account is meant: only the mailbox counts that is to be proved.
            case RECOVERY_BY_WAITING -> new Counted(address(attempt).accountId(), Lane.UNKNOWN);
        };
    }

    /// Whoever is recognised for one of the accounts on an address is nobody unknown.
    private Lane laneOnAddress(LoginIdentity address, Attempt attempt, DeviceCookie cookie, Evidence.Browser browser) {
        Optional<Lane> recognised = address.accounts().stream()
                .map(account -> devices.recognise(account, cookie, browser).lane())
                .filter(Lane::recognised)
                .findFirst();
        return recognised.orElseGet(
                () -> devices.recognise(attempt.accountId(), cookie, browser).lane());
    }

    private LoginIdentity address(Attempt attempt) {
        return accounts.lookUp(
                EmailAddress.parse(Objects.requireNonNull(attempt.sentTo())).orElseThrow());
    }
}
