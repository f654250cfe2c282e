package sekisho.server.signin;

import java.util.Locale;
import sekisho.server.account.EmailAddress;
import sekisho.server.device.DeviceCookie;
import sekisho.server.password.RawPassword;
import sekisho.server.risk.ClientRequest;

/// One filled-in sign-in form and what came with it.
///
/// @param stay whether the member wants to stay signed in
public record SignInRequest(
        EmailAddress email,
        RawPassword password,
        boolean stay,
        Locale locale,
        ClientRequest client,
        DeviceCookie devices) {}
