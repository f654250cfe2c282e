package sekisho.server.integrity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import sekisho.server.SekishoServer;
import sekisho.server.integrity.FaultPoint.When;
import sekisho.server.platform.postgres.EmbeddedPostgres;

/// The server in a process of its own, which dies at the point that a line on its input names: at once,
/// with no chance to clean up, as by `kill -9`.
final class CrashingServer {
    private static final AtomicReference<@Nullable FaultPoint> ARMED = new AtomicReference<>();
    private static volatile @Nullable EmbeddedPostgres postgres;

    private CrashingServer() {}

    public static void main(String[] arguments) throws IOException {
        SpringApplication application = new SpringApplication(SekishoServer.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new Watch()));
        ConfigurableApplicationContext context = application.run(arguments);
        EmbeddedPostgres database = context.getBean(EmbeddedPostgres.class);
        postgres = database;
        System.out.println("ready " + database.jdbcUrl(EmbeddedPostgres.DATABASE) + " " + database.password());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            ARMED.set(FaultPoint.valueOf(order));
            System.out.println("armed");
        }
        Runtime.getRuntime().halt(0);
    }

    private static void pass(When moment, String sql) {
        FaultPoint point = ARMED.get();
        if (point == null || !point.isAt(moment, sql) || !ARMED.compareAndSet(point, null)) {
            return;
        }
        EmbeddedPostgres database = postgres;
        if (point == FaultPoint.DATABASE_DIES && database != null) {
            ProcessHandle first = ProcessHandle.of(database.pid()).orElseThrow();
            List<ProcessHandle> others = first.descendants().toList();
            // Its other processes would go on for a moment, and even commit.
            first.destroyForcibly();
            others.forEach(ProcessHandle::destroyForcibly);
        } else {
            Runtime.getRuntime().halt(137);
        }
    }

    /// Puts itself around the pool.
    private static final class Watch implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource pool ? new WatchedPool(pool) : bean;
        }
    }

    private static final class WatchedPool extends DelegatingDataSource {
        private WatchedPool(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            List<String> inTransaction = new ArrayList<>();
            return (Connection) Proxy.newProxyInstance(
                    CrashingServer.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "prepareStatement" -> {
                            String sql = String.valueOf(arguments[0])
                                    .replaceAll("\\s+", " ")
                                    .strip();
                            PreparedStatement statement = (PreparedStatement) call(connection, method, arguments);
                            yield statement == null ? null : watched(statement, sql, inTransaction);
                        }
                        case "commit" -> {
                            inTransaction.forEach(sql -> pass(When.BEFORE_COMMIT, sql));
                            Object done = call(connection, method, arguments);
                            inTransaction.forEach(sql -> pass(When.AFTER_COMMIT, sql));
                            inTransaction.clear();
                            yield done;
                        }
                        default -> call(connection, method, arguments);
                    });
        }

        private static PreparedStatement watched(PreparedStatement statement, String sql, List<String> inTransaction) {
            return (PreparedStatement) Proxy.newProxyInstance(
                    CrashingServer.class.getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (proxy, method, arguments) -> {
                        if (!method.getName().startsWith("execute")) {
                            return call(statement, method, arguments);
                        }
                        pass(When.BEFORE_STATEMENT, sql);
                        Object done = call(statement, method, arguments);
                        inTransaction.add(sql);
                        pass(When.AFTER_STATEMENT, sql);
                        return done;
                    });
        }

        private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException failed) {
                Throwable cause = failed.getCause();
                throw cause == null ? failed : cause;
            }
        }
    }
}
