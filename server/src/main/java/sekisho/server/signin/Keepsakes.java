package sekisho.server.signin;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.device.Devices;
import sekisho.server.record.SignInEntry;
import sekisho.server.session.SessionView;
import sekisho.server.session.Sessions;

/// Tells what a sign-in left behind: whether its browser is recognised from then on.
@Component
public class Keepsakes {
    private final Sessions sessions;
    private final Devices devices;

    Keepsakes(Sessions sessions, Devices devices) {
        this.sessions = sessions;
        this.devices = devices;
    }

    /// What a sign-in left behind.
    ///
    /// @param until until when the browser is recognised if it isn't used again; else null
    public record Keepsake(Kind kind, @Nullable Instant until) {}

    /// Whether the browser of a sign-in is recognised from then on.
    public enum Kind {
        /// It is, until a date.
        REMEMBERED,
        /// It was; something has ended that since.
        FORGOTTEN,
        /// It isn't: nothing was proved in it.
        NOT_REMEMBERED,
        /// Nobody got in.
        NOT_IN;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a sign-in of this account left behind; empty where that is no longer known.
    public Optional<Keepsake> of(UUID accountId, SignInEntry entry) {
        if (!entry.signedIn()) {
            return Optional.of(new Keepsake(Kind.NOT_IN, null));
        }
        Optional<SessionView> session =
                sessions.ofAttempt(accountId, entry.decided().attemptId());
        if (session.isEmpty()) {
            return Optional.empty();
        }
        UUID deviceId = session.get().deviceId();
        if (deviceId == null) {
            return Optional.of(new Keepsake(Kind.NOT_REMEMBERED, null));
        }
        Instant until = devices.rememberedUntil(accountId, deviceId).orElse(null);
        return Optional.of(new Keepsake(until == null ? Kind.FORGOTTEN : Kind.REMEMBERED, until));
    }
}
