package sekisho.server.signin.web;

import java.util.Locale;
import sekisho.server.session.Ending;
import sekisho.server.session.Sessions;

/// Why a member whom the site still knows is asked for his password.
public enum AskCause {
    /// He isn't signed in here, and nothing else is to be told.
    NOT_SIGNED_IN,
    /// He stayed signed in, and didn't come for as long as that lasts.
    UNUSED,
    /// He hadn't stayed signed in, and didn't come for half a day.
    UNUSED_SHORTLY,
    /// The password was changed from another browser.
    PASSWORD_CHANGED,
    /// The sign-in was ended from another browser.
    ENDED_ELSEWHERE,
    /// Support ended the sign-in.
    ENDED_BY_SUPPORT,
    /// The owner said of a sign-in that it was not him, and all others ended.
    REPORTED,
    /// The sign-in was used in another network and another browser at once.
    UNUSUAL;

    /// Names the text.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// For how many days the site keeps a member signed in who doesn't come.
    public long days() {
        return Sessions.STAY.toDays();
    }

    /// Whether something happened that the member didn't do here.
    public boolean news() {
        return this != NOT_SIGNED_IN;
    }

    /// What an ended session gives as the cause.
    static AskCause of(Ending ending) {
        return switch (ending.cause()) {
            case SIGNED_OUT, REPLACED -> NOT_SIGNED_IN;
            case ENDED_BY_MEMBER -> ENDED_ELSEWHERE;
            case ENDED_BY_SUPPORT -> ENDED_BY_SUPPORT;
            case PASSWORD_CHANGED -> PASSWORD_CHANGED;
            case REPORTED -> REPORTED;
            case UNUSUAL -> UNUSUAL;
            case UNUSED -> ending.stay() ? UNUSED : UNUSED_SHORTLY;
        };
    }
}
