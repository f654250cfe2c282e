package sekisho.server.hotstate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;

/// How often sign-ins failed in the last hour, by account and by address prefix. In memory and bounded:
/// losing it makes the judgement milder for an hour and breaks nothing. Budgets that must hold stand in
/// [GuessBudgets].
@Component
public class FailureCounters {
    /// The hour is counted in slices of ten minutes: a count covers the last 60 to 70 minutes.
    private static final int SLICES = 7;

    private static final long SLICE_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final int ACCOUNTS = 200_000;
    private static final int PREFIXES = 20_000;

    /// Different accounts that are told apart on one prefix; more are counted as this many.
    private static final int DISTINCT = 128;

    private final Clock clock;
    private final Cache<UUID, Window> byAccount;
    private final Cache<String, Window> byPrefix;

    FailureCounters(Clock clock) {
        this.clock = clock;
        byAccount = cache(ACCOUNTS);
        byPrefix = cache(PREFIXES);
    }

    private <K> Cache<K, Window> cache(int size) {
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        return Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(size)
                .expireAfterAccess(Duration.ofMillis(SLICES * SLICE_MILLIS))
                .build();
    }

    /// Counts one wrong password.
    ///
    /// @param prefix the client's /24 or /48 as in [Evidence.Network#prefix()]; `null` when it isn't known
    public void recordFailure(UUID accountId, @Nullable String prefix) {
        long slice = slice();
        byAccount.get(accountId, key -> new Window()).add(slice, null);
        if (prefix != null) {
            byPrefix.get(prefix, key -> new Window()).add(slice, accountId);
        }
    }

    /// Forgets what failed on an account that is no more.
    public void forget(UUID accountId) {
        byAccount.invalidate(accountId);
    }

    /// The counts of the last hour.
    public Evidence.Counters counters(UUID accountId, @Nullable String prefix) {
        long slice = slice();
        Window account = byAccount.getIfPresent(accountId);
        Window network = prefix == null ? null : byPrefix.getIfPresent(prefix);
        return new Evidence.Counters(
                account == null ? 0 : account.failures(slice),
                network == null ? 0 : network.failures(slice),
                network == null ? 0 : network.accounts(slice));
    }

    private long slice() {
        return clock.millis() / SLICE_MILLIS;
    }

    /// The slices of one key as a ring, and when each account was seen last.
    private static final class Window {
        private final long[] slices = new long[SLICES];
        private final int[] counts = new int[SLICES];
        private long[] accounts = {};
        private long[] accountSlices = {};

        synchronized void add(long slice, @Nullable UUID accountId) {
            int at = (int) (slice % SLICES);
            if (slices[at] != slice) {
                slices[at] = slice;
                counts[at] = 0;
            }
            if (counts[at] < Integer.MAX_VALUE / SLICES) {
                counts[at]++;
            }
            if (accountId != null) {
                see(31 * accountId.getMostSignificantBits() + accountId.getLeastSignificantBits(), slice);
            }
        }

        private void see(long account, long slice) {
            int free = -1;
            for (int i = 0; i < accounts.length; i++) {
                if (accounts[i] == account) {
                    accountSlices[i] = slice;
                    return;
                }
                if (slice - accountSlices[i] >= SLICES) {
                    free = i;
                }
            }
            if (free < 0) {
                free = accounts.length;
                if (free == DISTINCT) {
                    return;
                }
                int length = Math.min(DISTINCT, Math.max(4, free * 2));
                accounts = Arrays.copyOf(accounts, length);
                accountSlices = Arrays.copyOf(accountSlices, length);
            }
            accounts[free] = account;
            accountSlices[free] = slice;
        }

        synchronized int failures(long now) {
            int sum = 0;
            for (int i = 0; i < SLICES; i++) {
                if (now - slices[i] < SLICES) {
                    sum += counts[i];
                }
            }
            return sum;
        }

        synchronized int accounts(long now) {
            int count = 0;
            for (long seen : accountSlices) {
                if (now - seen < SLICES) {
                    count++;
                }
            }
            return count;
        }
    }
}
