package sekisho.replay;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;

/// The device tokens that one member's browsers hold, as the server's device store would know them. A token
/// is replaced at each sign-in; the one before it still counts, since an answer may get lost on the way.
final class GivenTokens {
    private static final int MOST = 12;

    /// @param before the token that it replaced
    /// @param browser the browser that it was given to
    private record Given(String token, @Nullable String before, Evidence.Browser browser) {
        /// A browser that updated itself is the same.
        boolean isHeldBy(Evidence.Browser other) {
            return Objects.equals(browser.family(), other.family()) && Objects.equals(browser.system(), other.system());
        }
    }

    /// The oldest first.
    private Given[] given = new Given[2];

    /// For each of them the hash codes of its token and of the one before: few others are looked at, and those
    /// of all stand side by side.
    private int[] hashes = new int[2 * given.length];

    private int size;

    DeviceRecognition recognise(@Nullable String presented, Evidence.Browser browser) {
        if (presented == null) {
            return DeviceRecognition.UNKNOWN;
        }
        int hash = presented.hashCode();
        for (int i = 0; i < size; i++) {
            if (hashes[2 * i] == hash && presented.equals(given[i].token)
                    || hashes[2 * i + 1] == hash && presented.equals(given[i].before)) {
                return given[i].isHeldBy(browser) ? DeviceRecognition.RECOGNISED : DeviceRecognition.FOREIGN_CONTEXT;
            }
        }
        return DeviceRecognition.UNKNOWN;
    }

    void give(@Nullable String presented, String token, Evidence.Browser browser) {
        remove(presented);
        remove(token);
        if (size == MOST) {
            remove(0);
        }
        if (size == given.length) {
            int length = Math.min(2 * size, MOST);
            given = Arrays.copyOf(given, length);
            hashes = Arrays.copyOf(hashes, 2 * length);
        }
        given[size] = new Given(token, presented, browser);
        hashes[2 * size] = token.hashCode();
        hashes[2 * size + 1] = presented == null ? 0 : presented.hashCode();
        size++;
    }

    private void remove(@Nullable String token) {
        if (token == null) {
            return;
        }
        int hash = token.hashCode();
        for (int i = size - 1; i >= 0; i--) {
            if (hashes[2 * i] == hash && token.equals(given[i].token)) {
                remove(i);
            }
        }
    }

    private void remove(int i) {
        size--;
        System.arraycopy(given, i + 1, given, i, size - i);
        System.arraycopy(hashes, 2 * i + 2, hashes, 2 * i, 2 * (size - i));
    }
}
