package sekisho.server.hotstate;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.hotstate.GuessBudgets.Limit;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;

@Repository
class GuessBudgetStore {
    private final JdbcClient db;

    GuessBudgetStore(JdbcClient db) {
        this.db = db;
    }

    Take take(UUID accountId, Purpose purpose, Lane lane) {
        List<Instant> windows = new ArrayList<>();
        int left = Integer.MAX_VALUE;
        for (Limit limit : purpose.limits()) {
            Optional<Used> used = count(accountId, purpose, lane, limit);
            if (used.isEmpty()) {
                // The windows already counted keep what they counted: stricter, never looser.
                return new Take.Refused(endOfWindow(limit));
            }
            windows.add(used.get().windowStart());
            left = Math.min(left, limit.most() - used.get().used());
        }
        return new Take.Granted(accountId, purpose, lane, windows, left);
    }

    private record Used(Instant windowStart, int used) {}

    private Optional<Used> count(UUID accountId, Purpose purpose, Lane lane, Limit limit) {
        return db.sql("""
                        insert into budget (account_id, purpose, lane, window_start, used)
                        values (:account, :purpose, :lane, date_bin(make_interval(secs => :seconds), now(), 'epoch'), 1)
                        on conflict (account_id, purpose, lane, window_start)
                            do update set used = budget.used + 1 where budget.used < :most
                        returning window_start, used
                        """)
                .param("account", accountId)
                .param("purpose", key(purpose, limit))
                .param("lane", lane.key())
                .param("seconds", limit.window().toSeconds())
                .param("most", limit.most())
                .query((row, n) -> new Used(row.getTimestamp("window_start").toInstant(), row.getInt("used")))
                .optional();
    }

    void giveBack(Take.Granted granted) {
        List<Limit> limits = granted.purpose().limits();
        db.sql("""
                        update budget set used = used - 1
                        from unnest(cast(:purposes as text[]), cast(:starts as timestamptz[])) taken (purpose, start)
                        where account_id = :account and budget.purpose = taken.purpose and lane = :lane
                          and window_start = taken.start and used > 0
                        """)
                .param("account", granted.accountId())
                .param(
                        "purposes",
                        limits.stream()
                                .map(limit -> key(granted.purpose(), limit))
                                .toArray(String[]::new))
                .param("lane", granted.lane().key())
                .param("starts", granted.windows().stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .update();
    }

    void forget(UUID accountId, Purpose purpose) {
        for (Limit limit : purpose.limits()) {
            db.sql("""
                            delete from budget where account_id = :account and purpose = :purpose
                            """)
                    .param("account", accountId)
                    .param("purpose", key(purpose, limit))
                    .update();
        }
    }

    Instant next(UUID accountId, Purpose purpose, Lane lane) {
        Instant next = Instant.EPOCH;
        for (Limit limit : purpose.limits()) {
            if (left(accountId, purpose, lane, limit) == 0) {
                Instant end = endOfWindow(limit);
                next = end.isAfter(next) ? end : next;
            }
        }
        return next;
    }

    int left(UUID accountId, Purpose purpose, Lane lane) {
        int left = Integer.MAX_VALUE;
        for (Limit limit : purpose.limits()) {
            left = Math.min(left, left(accountId, purpose, lane, limit));
        }
        return left;
    }

    private int left(UUID accountId, Purpose purpose, Lane lane, Limit limit) {
        int used = db.sql("""
                        select coalesce(sum(used), 0) from budget
                        where account_id = :account and purpose = :purpose and lane = :lane
                          and window_start = date_bin(make_interval(secs => :seconds), now(), 'epoch')
                        """)
                .param("account", accountId)
                .param("purpose", key(purpose, limit))
                .param("lane", lane.key())
                .param("seconds", limit.window().toSeconds())
                .query(Integer.class)
                .single();
        return Math.max(0, limit.most() - used);
    }

    private Instant endOfWindow(Limit limit) {
        return db.sql("""
                        select date_bin(make_interval(secs => :seconds), now(), 'epoch')
                             + make_interval(secs => :seconds) as ends
                        """)
                .param("seconds", limit.window().toSeconds())
                .query((row, n) -> row.getTimestamp("ends").toInstant())
                .single();
    }

    private static String key(Purpose purpose, Limit limit) {
        return purpose + "/" + limit.window();
    }
}
