package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `selfservice/devices` shows (`/account/devices`): this device first.
///
/// @param otherSessions how many other sessions are open
/// @param ended how many sessions were ended just now; null if that wasn't asked
public record DevicesPage(
        List<Device> devices, int otherSessions, @Nullable Integer ended) {
    public DevicesPage {
        devices = List.copyOf(devices);
    }

    /// One recognised browser.
    ///
    /// @param name system and browser in words
    /// @param lastUsed full
    /// @param rememberedUntil until when it is recognised if it isn't used again (date)
    public record Device(String name, Moment lastUsed, Moment rememberedUntil, boolean thisDevice, boolean signedIn) {}
}
