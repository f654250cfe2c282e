package sekisho.server.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.platform.AccountToken;

/// The browsers that are recognised, per account. Recognition rests on the random token alone, never on
/// an address or a user agent; those only show whether a token has moved to a browser that it wasn't
/// given to.
@Component
public class Devices {
    /// How long an unused browser is remembered.
    public static final Duration REMEMBERED_FOR = Duration.ofDays(180);

    private final DeviceStore store;

    Devices(DeviceStore store) {
        this.store = store;
    }

    /// Looks a browser up.
    public Recognition recognise(UUID accountId, DeviceCookie cookie, Evidence.Browser browser) {
        return cookie.of(accountId)
                .flatMap(token -> store.find(accountId, token.token().hash()))
                .map(device -> new Recognition(device.id(), kind(device, browser)))
                .orElse(Recognition.NONE);
    }

    /// The accounts that a browser still knows, the latest first: also those that it is no longer
    /// recognised for, because it wasn't used for long or the password was changed.
    public List<RememberedAccount> accounts(DeviceCookie cookie) {
        return cookie.tokens().stream()
                .flatMap(token ->
                        store.findAccount(token.accountId(), token.token().hash()).stream())
                .toList();
    }

    /// Remembers a browser in which the member was just proved, with a new token; joins the caller's
    /// transaction. The token before it works for five more minutes, for other tabs under way; until
    /// then there is no third one, so that of sign-ins at once each leaves the browser with a token
    /// that is good.
    ///
    /// @param known the device to rotate; `null` makes a new one
    public Remembered remember(UUID accountId, @Nullable UUID known, Evidence.Browser browser) {
        AccountToken token = AccountToken.random(accountId);
        if (known != null && store.rotate(accountId, known, token.token().hash(), browser)) {
            return new Remembered(known, token);
        }
        if (known != null && store.isRemembered(accountId, known)) {
            return new Remembered(known, null);
        }
        UUID deviceId = UUID.randomUUID();
        store.insert(accountId, deviceId, token.token().hash(), browser);
        return new Remembered(deviceId, token);
    }

    /// A device and the token that its browser now gets; `null` if it got one just before.
    public record Remembered(UUID deviceId, @Nullable AccountToken token) {}

    /// Counts the use of a remembered browser: it is remembered the whole time again.
    public void keep(UUID accountId, UUID deviceId) {
        store.keep(accountId, deviceId);
    }

    /// Whether a browser names its account before the sign-in.
    public void hideName(UUID accountId, UUID deviceId, boolean hidden) {
        store.hideName(accountId, deviceId, hidden);
    }

    /// Removes an account from a browser: neither recognised nor named any more.
    public void remove(UUID accountId, UUID deviceId) {
        store.remove(accountId, deviceId);
    }

    /// Removes an account from every browser; joins the caller's transaction.
    public void removeAll(UUID accountId) {
        store.removeAll(accountId);
    }

    /// Forgets every browser of an account but one, or every one; joins the caller's transaction.
    public void forgetAll(UUID accountId, @Nullable UUID except) {
        store.forgetAll(accountId, except);
    }

    /// All remembered browsers, the last used first.
    public List<Device> list(UUID accountId) {
        return store.list(accountId);
    }

    /// Until when a browser is recognised if it isn't used again; empty if it isn't any more.
    public Optional<Instant> rememberedUntil(UUID accountId, UUID deviceId) {
        return store.rememberedUntil(accountId, deviceId);
    }

    private static DeviceRecognition kind(Device device, Evidence.Browser browser) {
        boolean sameBrowser = sameOrNotKnown(device.browser(), browser.family());
        boolean sameSystem = sameOrNotKnown(device.system(), browser.system());
        return sameBrowser && sameSystem ? DeviceRecognition.RECOGNISED : DeviceRecognition.FOREIGN_CONTEXT;
    }

    private static boolean sameOrNotKnown(@Nullable String before, @Nullable String now) {
        return before == null || now == null || before.equals(now);
    }
}
