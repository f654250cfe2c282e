package sekisho.server.staff;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.RawPassword;
import sekisho.server.password.SecretHashes;
import sekisho.server.password.SecretHashes.Match;
import sekisho.server.password.SecretHashes.Use;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;

/// The sign-in of staff: name, password and one-time password at once, and one answer to whatever was wrong, so that
/// nobody learns which of them he has guessed.
@Component
public class StaffSignIn {
    private final StaffStore store;
    private final StaffSessions sessions;
    private final SecretHashes hashes;
    private final GuessBudgets budgets;
    private final FailedTries failedTries;
    private final Audit audit;
    private final Transactions transactions;
    private final ServerKeys keys;
    private final Totp totp;

    StaffSignIn(
            StaffStore store,
            StaffSessions sessions,
            SecretHashes hashes,
            GuessBudgets budgets,
            FailedTries failedTries,
            Audit audit,
            Transactions transactions,
            ServerKeys keys) {
        this.store = store;
        this.sessions = sessions;
        this.hashes = hashes;
        this.budgets = budgets;
        this.failedTries = failedTries;
        this.audit = audit;
        this.transactions = transactions;
        this.keys = keys;
        this.totp = new Totp(keys);
    }

    /// What became of it.
    public sealed interface Result {
        /// He is in.
        record In(StaffSessions.Started session) implements Result {}

        /// Name, password or one-time password was wrong, or there were too many tries.
        record Wrong() implements Result {}

        /// Nothing was compared: the server hashes as much as it can.
        record Busy() implements Result {}
    }

    /// Signs somebody in. Each try is counted before anything is compared. Whatever is wrong, the work is the same: one
    /// hash, one one-time password, and each is counted.
    ///
    /// @param browser what this browser got at its last sign-in; `null` for nothing
    public Result signIn(String typedName, RawPassword password, String code, @Nullable AccountToken browser) {
        Optional<StaffName> name = StaffName.parse(typedName);
        Optional<StaffStore.Row> staff = name.flatMap(store::find);
        UUID id = staff.map(StaffStore.Row::staffId).orElseGet(() -> phantom(keys, name));
        Lane lane = sessions.lane(id, browser);
        Take passwordTake = budgets.take(id, Purpose.STAFF_PASSWORD, lane);
        String encoded = passwordTake instanceof Take.Granted
                ? staff.map(StaffStore.Row::encoded).orElse(null)
                : null;
        Match match = hashes.compare(Use.STAFF_PASSWORD, id, encoded, password, lane);
        if (match == Match.BUSY) {
            giveBack(passwordTake);
            return new Result.Busy();
        }
        Optional<StaffStore.Row> proved = match == Match.RIGHT ? staff : Optional.empty();
        // Nobody uses up the codes of somebody whose password he doesn't know: he is counted at the phantom.
        UUID codeId = proved.map(StaffStore.Row::staffId).orElseGet(() -> phantom(keys, name));
        Totp.Seed seed = proved.map(StaffStore.Row::seed).orElseGet(totp::phantomSeed);
        Take codeTake = budgets.take(codeId, Purpose.STAFF_CODE, lane);
        OptionalLong step = totp.step(codeId, seed, code, store.now());
        if (proved.isPresent() && codeTake instanceof Take.Granted && step.isPresent()) {
            Optional<StaffSessions.Started> session = transactions.inOne(() -> enter(proved.get(), step.getAsLong()));
            if (session.isPresent()) {
                giveBack(passwordTake);
                giveBack(codeTake);
                return new Result.In(session.get());
            }
        }
        failedTries.write(id, staff.map(StaffSignIn::actor).orElse(null));
        return new Result.Wrong();
    }

    private Optional<StaffSessions.Started> enter(StaffStore.Row staff, long step) {
        if (!store.useStep(staff, step)) {
            return Optional.empty();
        }
        StaffSessions.Started started = sessions.start(staff.staffId());
        audit.write(actor(staff), Action.SIGNED_IN, null, null, null);
        return Optional.of(started);
    }

    private void giveBack(Take take) {
        if (take instanceof Take.Granted granted) {
            budgets.giveBack(granted);
        }
    }

    /// Where a name leads to that nobody has: guesses are counted there.
    static UUID phantom(ServerKeys keys, Optional<StaffName> name) {
        String folded = name.map(StaffName::folded).orElse("");
        return keys.uuid("staff-phantom", folded.getBytes(StandardCharsets.UTF_8));
    }

    private static Actor actor(StaffStore.Row staff) {
        return new Actor(staff.staffId(), staff.name(), staff.role().authority());
    }
}
