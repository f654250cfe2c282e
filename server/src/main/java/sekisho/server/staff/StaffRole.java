package sekisho.server.staff;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one of the staff may do; each may do what those before it may.
public enum StaffRole {
    /// Read cases.
    READ,
    /// Answer and act for members.
    ACT,
    /// Lead: release texts, see what others did.
    LEAD;

    /// The authority that access rules ask for: `support.read`, `support.act`, `support.lead`.
    public String authority() {
        return "support." + key();
    }

    /// Names it in texts and on the command line: `read`, `act`, `lead`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The key of a recorded authority, for texts.
    public static String key(@Nullable String authority) {
        return authority == null ? "" : authority.substring(authority.lastIndexOf('.') + 1);
    }

    /// Reads a [#key()].
    public static Optional<StaffRole> find(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
