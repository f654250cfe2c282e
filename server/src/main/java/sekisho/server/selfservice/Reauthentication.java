package sekisho.server.selfservice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.FailureCounters;
import sekisho.server.password.Passwords;
import sekisho.server.password.RawPassword;
import sekisho.server.password.Verification;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.Places;

/// Asks a member who is signed in for his password once more, before what can't be left to whoever
/// holds his session (ASVS 7.5.1). Guesses count as they do at sign-in.
@Component
public class Reauthentication {
    private final Accounts accounts;
    private final Passwords passwords;
    private final Devices devices;
    private final Browsers browsers;
    private final Places places;
    private final FailureCounters failures;

    Reauthentication(
            Accounts accounts,
            Passwords passwords,
            Devices devices,
            Browsers browsers,
            Places places,
            FailureCounters failures) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.devices = devices;
        this.browsers = browsers;
        this.places = places;
        this.failures = failures;
    }

    /// What became of the password.
    public sealed interface Result {
        /// It was right. To be asked again, by [Passwords#isCurrent], in the transaction that acts on it.
        ///
        /// @param device which of the account's browsers it was typed in
        record Right(Verification.Right password, Recognition device) implements Result {}

        /// It was not.
        record Wrong() implements Result {}

        /// It was, but it has been declared unsafe: it proves nothing any more.
        record SwitchedOff() implements Result {}

        /// It wasn't compared: too many guesses were wrong.
        record TooMany(Instant next) implements Result {}

        /// It wasn't compared: too many passwords are being checked at the moment.
        record Busy() implements Result {}
    }

    /// Compares a password with the account's. It must not be called within a transaction.
    public Result check(UUID accountId, RawPassword password, DeviceCookie cookie, ClientRequest client) {
        Account account = accounts.find(accountId).orElseThrow();
        Recognition device = device(accountId, cookie, client);
        return switch (passwords.verify(
                accounts.addressOf(account), List.of(new Passwords.Candidate(accountId, device.lane())), password)) {
            case Verification.Right right ->
                right.unsafeCause() == null ? new Result.Right(right, device) : new Result.SwitchedOff();
            case Verification.Wrong wrong -> {
                failures.recordFailure(accountId, places.find(client.address()).prefix());
                yield new Result.Wrong();
            }
            case Verification.TooMany tooMany -> new Result.TooMany(tooMany.next());
            case Verification.Busy busy -> new Result.Busy();
        };
    }

    /// Which of the account's browsers a request comes from.
    public Recognition device(UUID accountId, DeviceCookie cookie, ClientRequest client) {
        return devices.recognise(accountId, cookie, browsers.read(client));
    }
}
