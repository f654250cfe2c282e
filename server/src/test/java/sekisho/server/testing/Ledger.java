package sekisho.server.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;

/// What the database holds about one address, whether it is a member's or nobody's.
public record Ledger(JdbcClient db, UUID accountId) {
    private static final List<String> TABLES = List.of(
            "attempt",
            "one_time_code",
            "proof",
            "device_check",
            "budget",
            "decision_record",
            "outcome_record",
            "outbox_mail",
            "device",
            "session",
            "registration",
            "recovery_code",
            "security_question",
            "waiting_recovery",
            "credential",
            "account");

    public static Ledger of(TestServer server, String email) {
        EmailAddress address = EmailAddress.parse(email).orElseThrow();
        return new Ledger(
                server.db(), server.bean(Accounts.class).lookUp(address).accountId());
    }

    /// How many rows each table has for it.
    public Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, number("select count(*) from " + table + " where account_id = :account"));
        }
        return rows;
    }

    /// How many rows each table has got since then.
    public Map<String, Integer> rowsSince(Map<String, Integer> before) {
        Map<String, Integer> added = rows();
        added.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0));
        return added;
    }

    /// How often a code of it was compared with what somebody typed.
    public int codesTried() {
        return number("select coalesce(sum(tries), 0) from one_time_code where account_id = :account");
    }

    /// How much of a budget is used, over all windows of that length.
    ///
    /// @param limit as it is stored, such as `PASSWORD/PT1H`
    public int used(String limit) {
        return number("select coalesce(sum(used), 0) from budget where account_id = :account and purpose = '" + limit
                + "' and lane = 'unknown'");
    }

    /// How much the fullest window of a budget holds: a test that runs over the edge of an hour spreads
    /// what it uses over two.
    public int fullestWindow(String limit) {
        return number("select coalesce(max(used), 0) from budget where account_id = :account and purpose = '" + limit
                + "' and lane = 'unknown'");
    }

    /// How many windows of that length the test has seen: usually one, two if it ran over the edge of
    /// the hour or day.
    public int windows(String limit) {
        return number("select count(distinct window_start) from budget where account_id = :account and purpose = '"
                + limit + "'");
    }

    public int openSessions() {
        return number("select count(*) from session where account_id = :account and ended_at is null");
    }

    /// How many mails of a kind are on their way or sent.
    public int mails(String kind) {
        return number("select count(*) from outbox_mail where account_id = :account and state <> 'VOID' and kind = '"
                + kind + "'");
    }

    /// How the latest sign-in judged its browser.
    public String latestRecognition() {
        return db.sql("""
                        select evidence ->> 'device' from decision_record
                        where account_id = :account order by decided_at desc limit 1
                        """).param("account", accountId).query(String.class).single();
    }

    public String latestAddress() {
        return db.sql("""
                        select evidence -> 'network' ->> 'address' from decision_record
                        where account_id = :account order by decided_at desc limit 1
                        """).param("account", accountId).query(String.class).single();
    }

    /// As if the mails had been asked for over many days: the mail limit is out of the way.
    public void allowMails() {
        change("update budget set used = -100000 where account_id = :account and purpose like '%_MAIL/%'");
    }

    /// As if a day had passed for the limits of hours and days.
    public void nextDay() {
        change("delete from budget where account_id = :account"
                + " and (purpose like '%/PT1H' or purpose like '%/PT24H')");
    }

    /// Moves the codes and attempts that many seconds into the past.
    public void age(int seconds) {
        change("update one_time_code set created_at = created_at - interval '" + seconds + " s',"
                + " expires_at = expires_at - interval '" + seconds + " s' where account_id = :account");
        change("update attempt set started_at = started_at - interval '" + seconds + " s',"
                + " expires_at = expires_at - interval '" + seconds + " s' where account_id = :account");
    }

    /// As if the browsers that are signed in or remembered had not come for so many hours.
    public void away(int hours) {
        String past = " - interval '" + hours + " h' where account_id = :account";
        for (String table : List.of("session", "device")) {
            change("update " + table + " set last_used_at = last_used_at - interval '" + hours
                    + " h', expires_at = expires_at" + past);
        }
    }

    /// As if all that has happened so far had happened that many hours earlier; what runs out does so when it
    /// would have, and browsers are in use.
    public void longAgo(int hours) {
        List<String> columns =
                db.sql("""
                        select 'update ' || table_name || ' set ' || string_agg(
                                   column_name || ' = ' || column_name || ' - interval ''%d h''', ', ')
                        from information_schema.columns
                        where table_schema = current_schema() and data_type = 'timestamp with time zone'
                          and column_name not in ('expires_at', 'last_used_at', 'window_start', 'next_try_at',
                                                  'give_up_at', 'leased_until', 'old_token_until')
                          and table_name in (select table_name from information_schema.columns
                                             where column_name = 'account_id' and table_schema = current_schema())
                        group by table_name
                        """.formatted(hours)).query((row, n) -> row.getString(1)).list();
        columns.forEach(update -> change(update + " where account_id = :account"));
    }

    /// How the latest session ended.
    public String endCause() {
        return db.sql("""
                        select coalesce(end_cause, 'open') from session
                        where account_id = :account order by started_at desc limit 1
                        """).param("account", accountId).query(String.class).single();
    }

    /// Moves the waiting recoveries that many seconds into the past.
    public void ageRecoveries(int seconds) {
        change("update waiting_recovery set started_at = started_at - interval '" + seconds + " s',"
                + " ripe_at = ripe_at - interval '" + seconds + " s',"
                + " expires_at = expires_at - interval '" + seconds + " s' where account_id = :account");
    }

    /// The grace of the device token before the newest is over.
    public void endDeviceGrace() {
        change("update device set old_token_until = now() - interval '1 s' where account_id = :account");
    }

    public int number(String sql) {
        return db.sql(sql).param("account", accountId).query(Integer.class).single();
    }

    /// Changes rows of the account, named `:account`.
    public void change(String sql) {
        db.sql(sql).param("account", accountId).update();
    }
}
