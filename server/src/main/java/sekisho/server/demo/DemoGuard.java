package sekisho.server.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.server.platform.StartupRefused;

/// Refuses a demo that other machines could reach: its passwords and codes stand on a page.
@Component
@Profile("demo")
class DemoGuard {
    DemoGuard(@Value("${server.address:}") String address) throws UnknownHostException {
        if (address.isEmpty() || !InetAddress.getByName(address).isLoopbackAddress()) {
            throw new StartupRefused("The demo is for this machine only, but server.address is \"" + address
                    + "\": leave it at 127.0.0.1, or start with serve.");
        }
    }
}
