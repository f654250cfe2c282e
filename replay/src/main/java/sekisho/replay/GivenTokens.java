package sekisho.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.engine.DeviceRecognition;

/// The device tokens that one member's browsers hold, as the server's device store would know them. A token
/// is replaced at each sign-in; the one before it still counts, since an answer may get lost on the way.
final class GivenTokens {
    private static final int MOST = 12;

    /// @param browser kind of browser it was given to
    /// @param before the token that it replaced
    private record Given(String token, @Nullable String before, String browser) {}

    private final List<Given> given = new ArrayList<>(2);

    DeviceRecognition recognise(@Nullable String presented, String browser) {
        if (presented == null) {
            return DeviceRecognition.UNKNOWN;
        }
        for (Given one : given) {
            if (presented.equals(one.token) || presented.equals(one.before)) {
                return one.browser.equals(browser) ? DeviceRecognition.RECOGNISED : DeviceRecognition.FOREIGN_CONTEXT;
            }
        }
        return DeviceRecognition.UNKNOWN;
    }

    void give(@Nullable String presented, String token, String browser) {
        given.removeIf(one -> presented != null && presented.equals(one.token) || token.equals(one.token));
        if (given.size() == MOST) {
            given.removeFirst();
        }
        given.add(new Given(token, presented, browser));
    }
}
