package sekisho.server.signin;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.account.EmailAddress;
import sekisho.server.device.DeviceCookie;
import sekisho.server.password.RawPassword;
import sekisho.server.risk.ClientRequest;

/// One filled-in sign-in form and what came with it.
///
/// @param stay whether the member wants to stay signed in
/// @param returnTo the page of the site that the member wanted; `null` if none
/// @param account the account that the browser was greeted as, and no other; `null` where the address was typed
public record SignInRequest(
        EmailAddress email,
        RawPassword password,
        boolean stay,
        @Nullable String returnTo,
        Locale locale,
        ClientRequest client,
        DeviceCookie devices,
        @Nullable UUID account) {}
