package sekisho.server.platform;

import java.security.MessageDigest;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Refuses to start with other keys than those that the database was written with: every password would
/// be wrong, and nobody would know why.
@Component
public class KeyCheck {
    private static final String PURPOSE = "key-check";

    KeyCheck(ServerKeys keys, ServerKeyStore store) {
        require(keys, store);
        store.insert(keys.currentId(), keys.mac(PURPOSE));
    }

    /// The same for a command beside the server.
    ///
    /// @throws StartupRefused if the database was written with other keys
    public static void require(ServerKeys keys, DataSource database) {
        require(keys, new ServerKeyStore(JdbcClient.create(database)));
    }

    private static void require(ServerKeys keys, ServerKeyStore store) {
        store.marks().forEach((keyId, mark) -> require(keys, keyId, mark));
    }

    private static void require(ServerKeys keys, String keyId, byte[] mark) {
        boolean same;
        try {
            same = MessageDigest.isEqual(mark, keys.mac(keyId, PURPOSE));
        } catch (IllegalArgumentException gone) {
            same = false;
        }
        if (!same) {
            throw new StartupRefused("The key file keys/" + keyId + " in the data directory is missing or isn't the one"
                    + " that this database was written with: put it back from your backup.");
        }
    }
}
