package sekisho.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page `demo/lobby` shows (`/demo`).
///
/// @param scenes the keys of all scenes, in the order of the page
/// @param now the key of the scene that is played; `null` before the first
/// @param stagePath the page on the stage
/// @param leakedPassword the password of the scenes in which it has leaked
/// @param savedCode the recovery code that the member of the scene has on paper; `null` if he needs none
public record LobbyPage(
        List<String> scenes,
        @Nullable String now,
        String stagePath,
        List<Role> roles,
        String leakedPassword,
        @Nullable String savedCode,
        List<Desk> desks) {
    public LobbyPage {
        scenes = List.copyOf(scenes);
        roles = List.copyOf(roles);
        desks = List.copyOf(desks);
    }

    /// One of the staff that one may be.
    ///
    /// @param key his name, and the text that says who he is
    /// @param code what his authenticator app shows now
    public record Desk(String key, String password, String code) {}

    /// A member that one may be by hand, too.
    ///
    /// @param key names the text that says who this is
    public record Role(String key, String name, String email, String password) {}
}
