package sekisho.server.platform;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a piece of work in one transaction, or joins the one that is open.
@Component
public class Transactions {
    private static final int QUEUES = 1024;

    private final TransactionTemplate template;
    private final ReentrantLock[] queues =
            Stream.generate(() -> new ReentrantLock(true)).limit(QUEUES).toArray(ReentrantLock[]::new);

    @Autowired
    Transactions(PlatformTransactionManager manager) {
        this(new TransactionTemplate(manager));
    }

    private Transactions(TransactionTemplate template) {
        this.template = template;
    }

    /// Transactions on a database, for a command beside the server.
    public static Transactions on(DataSource database) {
        return new Transactions(new TransactionTemplate(new DataSourceTransactionManager(database)));
    }

    /// The same for one that only reads, all of it as it stands at the beginning.
    public static Transactions reading(DataSource database) {
        TransactionTemplate template = new TransactionTemplate(new DataSourceTransactionManager(database));
        template.setReadOnly(true);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return new Transactions(template);
    }

    /// All of it happens, or nothing.
    public <T> T inOne(Supplier<T> work) {
        return Objects.requireNonNull(template.execute(status -> work.get()));
    }

    /// The same for work that takes the lock of this account: whoever waits for it waits here, without
    /// a database connection. Otherwise a flood on one account would hold all connections, and nobody
    /// else could sign in.
    public <T> T inOne(UUID accountId, Supplier<T> work) {
        ReentrantLock queue = queues[Math.floorMod(accountId.hashCode(), QUEUES)];
        queue.lock();
        try {
            return inOne(work);
        } finally {
            queue.unlock();
        }
    }
}
