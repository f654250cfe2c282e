package sekisho.server.platform;

import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/// Refuses to start with other keys than those that the database was written with: every password would
/// be wrong, and nobody would know why.
@Component
class KeyCheck {
    private static final String PURPOSE = "key-check";

    KeyCheck(ServerKeys keys, ServerKeyStore store) {
        store.marks().forEach((keyId, mark) -> require(keys, keyId, mark));
        store.insert(keys.currentId(), keys.mac(PURPOSE));
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
