package sekisho.server.recovery;

import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import sekisho.server.account.LoginIdentity;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.Passwords;
import sekisho.server.password.PersonalData;
import sekisho.server.password.Prepared;
import sekisho.server.password.RawPassword;
import sekisho.server.password.Violation;
import sekisho.server.platform.Transactions;
import sekisho.server.record.SignInRecords;
import sekisho.server.signin.Attempt;

/// Judges and hashes a new password, before the transaction that makes it the account's.
@Component
class NewPasswords {
    private final PasswordRules rules;
    private final Passwords passwords;
    private final Devices devices;
    private final SignInRecords records;
    private final Transactions transactions;

    NewPasswords(
            PasswordRules rules,
            Passwords passwords,
            Devices devices,
            SignInRecords records,
            Transactions transactions) {
        this.rules = rules;
        this.passwords = passwords;
        this.devices = devices;
        this.records = records;
        this.transactions = transactions;
    }

    /// Leads a password that passes to its change. It must not be called within a transaction.
    ///
    /// @param attempt the one that it was chosen in
    /// @param personal what it may not contain
    /// @param address the account's address, with the siblings whose passwords it may not be
    /// @param change what happens then, in one transaction
    NewPasswordResult choose(
            Attempt attempt,
            PersonalData personal,
            LoginIdentity address,
            RawPassword password,
            DeviceCookie cookie,
            Function<HashedPassword, NewPasswordResult> change) {
        List<Violation> violations = rules.check(password, personal);
        if (!violations.isEmpty()) {
            return new NewPasswordResult.Rejected(violations);
        }
        Lane lane = devices.recognise(
                        attempt.accountId(),
                        cookie,
                        records.evidenceOf(attempt.accountId(), attempt.id()).browser())
                .lane();
        return switch (passwords.prepare(attempt.accountId(), address, password, lane)) {
            case Prepared.UsedBefore usedBefore -> new NewPasswordResult.UsedBefore();
            case Prepared.OfSibling ofSibling -> new NewPasswordResult.OfSibling();
            case Prepared.TooMany tooMany -> new NewPasswordResult.TooMany(tooMany.next());
            case Prepared.Busy busy -> new NewPasswordResult.Busy();
            case Prepared.Ready ready -> transactions.inOne(attempt.accountId(), () -> change.apply(ready.hashed()));
        };
    }
}
