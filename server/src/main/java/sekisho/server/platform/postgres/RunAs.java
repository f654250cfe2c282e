package sekisho.server.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sekisho.server.platform.StartupRefused;

/// The user that PostgreSQL runs as. It refuses to run as root, so root steps down to an unprivileged user.
sealed interface RunAs {
    /// The server's own user.
    record Self() implements RunAs {}

    /// An unprivileged user below root.
    ///
    /// @param reachable whether that user can enter the database's directory by itself; where it can't
    ///     (a checkout in root's home), it gets the single capability to read and enter directories
    record SteppedDown(int uid, int gid, boolean reachable) implements RunAs {}

    /// The right user for the database below `home`, with the programs below `programs`.
    static RunAs forDirectories(Path home, Path programs) throws IOException {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            return new Self();
        }
        boolean reachable = everybodyMayEnter(home) && everybodyMayEnter(programs);
        Path data = home.resolve("data");
        if (Files.isDirectory(data) && (int) Files.getAttribute(data, "unix:uid") != 0) {
            return new SteppedDown(
                    (int) Files.getAttribute(data, "unix:uid"), (int) Files.getAttribute(data, "unix:gid"), reachable);
        }
        for (String name : List.of("postgres", "nobody")) {
            Optional<SteppedDown> user = findUser(name, reachable);
            if (user.isPresent()) {
                return user.get();
            }
        }
        throw new StartupRefused("PostgreSQL doesn't run as root, and there is no user \"postgres\" or \"nobody\":"
                + " add one, or start Sekisho as an ordinary user.");
    }

    private static boolean everybodyMayEnter(Path directory) throws IOException {
        for (Path path = directory; path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<SteppedDown> findUser(String name, boolean reachable) throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length >= 4 && fields[0].equals(name)) {
                return Optional.of(
                        new SteppedDown(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), reachable));
            }
        }
        return Optional.empty();
    }

    /// The command with what makes it run as this user, away from the terminal's signals, and end with
    /// the server.
    default List<String> command(List<String> program) {
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C must reach the server first, which stops PostgreSQL last.
        words.add("setsid");
        words.add("setpriv");
        // SIGINT is PostgreSQL's fast shutdown.
        words.add("--pdeathsig=INT");
        switch (this) {
            case Self self -> {}
            case SteppedDown user -> {
                words.add("--reuid=" + user.uid());
                words.add("--regid=" + user.gid());
                words.add("--clear-groups");
                if (!user.reachable()) {
                    String capability = "-all,+dac_read_search";
                    words.add("--inh-caps=" + capability);
                    words.add("--ambient-caps=" + capability);
                    words.add("--bounding-set=" + capability);
                    // Otherwise access(2), which initdb asks, ignores the capability.
                    words.add("--securebits=+no_setuid_fixup");
                }
            }
        }
        words.addAll(program);
        return words;
    }

    /// Gives a file or directory to this user.
    default void own(Path path) throws IOException {
        switch (this) {
            case Self self -> {}
            case SteppedDown user -> {
                Files.setAttribute(path, "unix:gid", user.gid());
                Files.setAttribute(path, "unix:uid", user.uid());
            }
        }
    }
}
