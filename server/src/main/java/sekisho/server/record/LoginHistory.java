package sekisho.server.record;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import sekisho.engine.AttackReport;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.RiskEngine;
import sekisho.replay.Login;
import sekisho.replay.LoginHistoryWriter;
import sekisho.replay.LoginRow;
import sekisho.replay.Recorded;
import sekisho.replay.Scenario;
import sekisho.replay.ServerEvidence;
import sekisho.server.record.LoginHistoryStore.Logged;

/// The log as a login-history file, from which a replay comes to the same decisions, bit by bit. Members stand in
/// it as account ids; addresses of mailboxes and names don't.
public final class LoginHistory {
    private final LoginHistoryStore store;

    public LoginHistory(DataSource database) {
        store = new LoginHistoryStore(database);
    }

    /// How many decisions there are to look at.
    public long size() {
        return store.count();
    }

    /// Writes the file. Memory doesn't grow with it.
    ///
    /// @param progress is told how many decisions were looked at
    /// @return how many rows were written
    public long write(OutputStream stream, LongConsumer progress) throws IOException {
        LoginHistoryWriter writer = LoginHistoryWriter.ofServer(stream);
        Rows rows = new Rows();
        store.read(logged -> {
            LoginRow row = rows.row(logged);
            if (row != null) {
                writer.write(row);
            }
            progress.accept(++rows.read);
        });
        writer.flush();
        return rows.written;
    }

    private static final class Rows {
        private long read;
        private long written;

        /// `null` for what was neither judged nor learned nor reported, nor a wrong password.
        @Nullable
        LoginRow row(Logged logged) {
            Instant learnedAt = learnedAt(logged);
            boolean wrong = Boolean.FALSE.equals(logged.evidence().credential().correct());
            if (logged.logOdds() == null && learnedAt == null && !wrong && logged.report() == null) {
                return null;
            }
            written++;
            return new LoginRow(
                    written + 1,
                    logged.attemptId().toString(),
                    Login.of(
                            logged.accountId().toString(),
                            logged.evidence(),
                            logged.signedInAt() != null,
                            logged.authenticators(),
                            logged.logOdds() != null,
                            millis(learnedAt),
                            millis(logged.unlearnedAt()),
                            report(logged.report())),
                    logged.own() ? Scenario.LEGITIMATE : Scenario.NOT_SAID,
                    false,
                    logged.reported(),
                    recorded(logged));
        }
    }

    /// `null` if nothing was learned. Lessons are kept for a month, the outcome of a session tells about them for
    /// longer, and where a version wrote it that didn't yet, the session itself does.
    private static @Nullable Instant learnedAt(Logged logged) {
        if (logged.taughtAt() != null) {
            return logged.taughtAt();
        }
        if (logged.learnedAt() != null) {
            return logged.learnedAt();
        }
        return isProven(logged) && !logged.reported() ? logged.signedInAt() : null;
    }

    /// Who is let in unasked proves it by the browser alone.
    private static boolean isProven(Logged logged) {
        return !logged.decision().equals("ALLOW") || logged.evidence().device() == DeviceRecognition.RECOGNISED;
    }

    private static ServerEvidence.@Nullable Report report(@Nullable AttackReport report) {
        return report == null ? null : new ServerEvidence.Report(report.at().toEpochMilli(), report.trust());
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? ServerEvidence.NEVER : time.toEpochMilli();
    }

    /// What another version of the engine thought, this one can't come to.
    private static @Nullable Recorded recorded(Logged logged) {
        if (logged.logOdds() == null || !logged.engineVersion().equals(RiskEngine.VERSION)) {
            return null;
        }
        boolean byPolicy = logged.authenticators() != null;
        return new Recorded(
                logged.logOdds(), byPolicy ? logged.decision() : null, byPolicy ? logged.policyVersion() : null);
    }
}
