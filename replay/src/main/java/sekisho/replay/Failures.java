package sekisho.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Wrong passwords of the last hour, on accounts and from prefixes. It counts by hours: what it tells is of
/// this hour and the one before.
final class Failures {
    private static final long HOUR = 3_600_000;
    private static final int MOST_ACCOUNTS = 1_000;

    private static final class FromPrefix {
        int failures;
        final Set<String> accounts = new HashSet<>();
    }

    private record Hour(Map<String, Integer> byAccount, Map<String, FromPrefix> byPrefix) {
        static Hour empty() {
            return new Hour(new HashMap<>(), new HashMap<>());
        }
    }

    private Hour now = Hour.empty();
    private Hour before = Hour.empty();
    private long hour;

    void note(long at, String account, @Nullable String prefix) {
        turnTo(at);
        now.byAccount.merge(account, 1, Integer::sum);
        if (prefix != null) {
            FromPrefix from = now.byPrefix.computeIfAbsent(prefix, fresh -> new FromPrefix());
            from.failures++;
            if (from.accounts.size() < MOST_ACCOUNTS) {
                from.accounts.add(account);
            }
        }
    }

    int onAccount(long at, String account) {
        turnTo(at);
        return now.byAccount.getOrDefault(account, 0) + before.byAccount.getOrDefault(account, 0);
    }

    int fromPrefix(long at, @Nullable String prefix) {
        turnTo(at);
        return failures(now.byPrefix.get(prefix)) + failures(before.byPrefix.get(prefix));
    }

    int accountsFromPrefix(long at, @Nullable String prefix) {
        turnTo(at);
        return Math.max(accounts(now.byPrefix.get(prefix)), accounts(before.byPrefix.get(prefix)));
    }

    private static int failures(@Nullable FromPrefix from) {
        return from == null ? 0 : from.failures;
    }

    private static int accounts(@Nullable FromPrefix from) {
        return from == null ? 0 : from.accounts.size();
    }

    private void turnTo(long at) {
        long current = at / HOUR;
        if (current <= hour) {
            return;
        }
        before = current == hour + 1 ? now : Hour.empty();
        now = Hour.empty();
        hour = current;
    }
}
