package sekisho.server.device;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.engine.DeviceRecognition;
import sekisho.server.hotstate.Lane;

/// What the device cookie of a request says about one account.
///
/// @param deviceId the device whose token came; `null` if none of this account came
public record Recognition(@Nullable UUID deviceId, DeviceRecognition kind) {
    /// No device of the account.
    public static final Recognition NONE = new Recognition(null, DeviceRecognition.UNKNOWN);

    /// Whose budget the request uses. A copied cookie in a foreign browser stands with the unknown clients.
    public Lane lane() {
        return deviceId != null && kind == DeviceRecognition.RECOGNISED ? Lane.device(deviceId) : Lane.UNKNOWN;
    }
}
