package sekisho.server.audit;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;

/// Reads the whole log, and tells the first entry that isn't as it was written.
public final class AuditChain {
    private final AuditStore store;
    private final Transactions transactions;
    private final ServerKeys keys;

    private AuditChain(AuditStore store, Transactions transactions, ServerKeys keys) {
        this.store = store;
        this.transactions = transactions;
        this.keys = keys;
    }

    /// The log of a database, whose entries were written with these keys.
    public static AuditChain in(DataSource database, ServerKeys keys) {
        return new AuditChain(AuditStore.in(database), Transactions.reading(database), keys);
    }

    /// An entry that somebody has seen before: its number and its MAC.
    public record Head(long seq, String mac) {
        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

        /// Reads `SEQ:HASH`, as logs keep it.
        public static Optional<Head> parse(String text) {
            Matcher form = FORM.matcher(text.strip());
            return form.matches()
                    ? Optional.of(new Head(Long.parseLong(form.group(1)), form.group(2)))
                    : Optional.empty();
        }
    }

    /// What was found.
    public sealed interface Found {
        /// Every entry is as it was written, and follows the one before.
        ///
        /// @param first when the first was written; `null` if there is none
        /// @param head the last as `SEQ:HASH`; `null` if there is none
        record Whole(
                long entries,
                @Nullable Instant first,
                @Nullable Instant last,
                @Nullable String head) implements Found {}

        /// The first entry that isn't.
        record Broken(long seq, Fault fault) implements Found {}
    }

    /// What is wrong with an entry.
    public enum Fault {
        /// It differs from what was written.
        CHANGED,
        /// It isn't there, though later ones are.
        MISSING,
        /// It was never written.
        INSERTED,
        /// It follows another entry than the one before it.
        MISPLACED,
        /// It isn't there, and nothing after it.
        CUT_OFF,
        /// It isn't the one that was seen before under its number.
        OTHER_THAN_SEEN,
        /// The key that it was written with is missing in the data directory.
        KEY_MISSING
    }

    /// Reads all of it, as it stands at the beginning.
    ///
    /// @param seen an entry that must be in it; `null` for none
    public Found verify(@Nullable Head seen) {
        return transactions.inOne(() -> {
            Walk walk = new Walk(seen);
            store.read(walk::next);
            return walk.found();
        });
    }

    private final class Walk {
        private final @Nullable Head seen;
        private long entries;
        private byte[] mac = new byte[AuditMac.BYTES];
        private @Nullable AuditEntry first;
        private @Nullable AuditEntry last;
        private Found.@Nullable Broken broken;

        private Walk(@Nullable Head seen) {
            this.seen = seen;
        }

        private void next(AuditStore.StoredEntry row) {
            if (broken != null) {
                return;
            }
            AuditEntry entry = row.entry();
            Fault fault = fault(row.seq(), entry);
            if (fault != null || entry == null) {
                Fault said = fault == null ? Fault.CHANGED : fault;
                broken = new Found.Broken(said == Fault.MISSING ? entries + 1 : row.seq(), said);
                return;
            }
            entries++;
            mac = entry.mac();
            first = first == null ? entry : first;
            last = entry;
        }

        private @Nullable Fault fault(long seq, @Nullable AuditEntry entry) {
            if (seq <= entries) {
                return Fault.INSERTED;
            }
            if (seq > entries + 1) {
                return Fault.MISSING;
            }
            try {
                if (entry == null || !AuditMac.fits(keys, entry)) {
                    return Fault.CHANGED;
                }
            } catch (IllegalArgumentException noSuchKey) {
                return Fault.KEY_MISSING;
            }
            if (!MessageDigest.isEqual(mac, entry.previousMac())) {
                return Fault.MISPLACED;
            }
            boolean known = seen == null
                    || seen.seq() != seq
                    || MessageDigest.isEqual(HexFormat.of().parseHex(seen.mac()), entry.mac());
            return known ? null : Fault.OTHER_THAN_SEEN;
        }

        private Found found() {
            if (broken != null) {
                return broken;
            }
            if (seen != null && seen.seq() > entries) {
                return new Found.Broken(entries + 1, Fault.CUT_OFF);
            }
            return new Found.Whole(
                    entries,
                    first == null ? null : first.at(),
                    last == null ? null : last.at(),
                    last == null ? null : last.head());
        }
    }
}
