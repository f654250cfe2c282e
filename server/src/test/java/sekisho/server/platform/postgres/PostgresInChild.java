package sekisho.server.platform.postgres;

import java.nio.file.Path;

/// A process that starts a database, says where it is, and waits to be killed.
class PostgresInChild {
    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]), true)) {
            System.out.println("ready " + postgres.pid() + " " + postgres.jdbcUrl(EmbeddedPostgres.DATABASE) + " "
                    + postgres.password());
            while (System.in.read() != -1) {
                Thread.onSpinWait();
            }
        } catch (RuntimeException refused) {
            System.out.println("refused " + refused.getMessage());
        }
    }
}
