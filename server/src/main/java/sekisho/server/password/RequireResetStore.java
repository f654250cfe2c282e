package sekisho.server.password;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Switches passwords off for an operator. He names an address and learns only whether it has an account.
public final class RequireResetStore {
    /// Stored as the cause.
    private static final String CAUSE = "operator";

    private final JdbcClient db;

    public RequireResetStore(DataSource database) {
        this.db = JdbcClient.create(database);
    }

    /// Declares the password of the accounts on an address unsafe: their next sign-in asks for a new one.
    ///
    /// @param identifier the address in canonical form
    /// @return how many accounts it has
    public int requireReset(String identifier) {
        return db.sql("""
                        update credential set unsafe_cause = :cause, unsafe_since = now()
                        where account_id in (select account_id from login_identifier where identifier = :identifier)
                        """).param("cause", CAUSE).param("identifier", identifier).update();
    }
}
