package sekisho.server.password;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Which passwords have leaked, as far as the site's list says. A list that is missing or damaged makes
/// the answer "not known", never a failure; a new file is taken up within a minute of being put in the
/// old one's place, and the old list stays in use while the new file isn't whole.
class BreachedPasswords implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BreachedPasswords.class);
    private static final String COMMON = "/words/common-passwords.txt";

    private final @Nullable Path path;
    private volatile @Nullable BreachedList list;

    /// @param configured the site's list; null for the short one that is built in
    /// @param dataDir where the built-in list is unpacked
    BreachedPasswords(@Nullable Path configured, Path dataDir) {
        path = configured == null ? builtIn(dataDir) : configured;
        load();
    }

    /// Whether this password is on the list; null where that isn't known. Forgets the password at once.
    @Nullable
    Boolean contains(RawPassword password) {
        BreachedList now = list;
        if (now == null || !password.usable()) {
            return null;
        }
        try {
            return now.contains(password.sha1());
        } catch (IOException unreadable) {
            log.warn("the list of leaked passwords can't be read: {}", unreadable.getMessage());
            return null;
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void reloadIfReplaced() {
        BreachedList now = list;
        if (now == null || now.replaced()) {
            load();
        }
    }

    private void load() {
        if (path == null) {
            return;
        }
        try {
            BreachedList fresh = BreachedList.open(path);
            BreachedList old = list;
            list = fresh;
            if (old != null) {
                old.close();
            }
            log.info(
                    "list of leaked passwords: {} entries, false-positive probability {}",
                    fresh.count(),
                    fresh.falsePositives());
        } catch (IOException | RuntimeException unusable) {
            log.error(
                    "no new list of leaked passwords was taken up, whether a password has leaked {}: {}",
                    list == null ? "isn't known" : "is judged by the old one",
                    unusable.toString());
        }
    }

    /// The list of common passwords that comes with the server, built once for each edition of it.
    private static @Nullable Path builtIn(Path dataDir) {
        try (InputStream in = BreachedPasswords.class.getResourceAsStream(COMMON)) {
            if (in == null) {
                throw new IOException("this build has no " + COMMON);
            }
            byte[] text = in.readAllBytes();
            CRC32C edition = new CRC32C();
            edition.update(text);
            Path path = dataDir.resolve("breached").resolve("common-%08x.list".formatted(edition.getValue()));
            if (!Files.exists(path) || !whole(path)) {
                try (BreachedListBuilder builder = new BreachedListBuilder(path)) {
                    builder.read(COMMON, new ByteArrayInputStream(text), (lines, bytes) -> {});
                    builder.finish();
                }
            }
            return path;
        } catch (IOException | RuntimeException unusable) {
            log.error("the built-in list of leaked passwords can't be unpacked: {}", unusable.toString());
            return null;
        }
    }

    private static boolean whole(Path path) {
        try (BreachedList found = BreachedList.open(path)) {
            return found.count() > 0;
        } catch (IOException damaged) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        BreachedList now = list;
        if (now != null) {
            now.close();
        }
    }
}
