package sekisho.server.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Refuses to be reached from other machines as long as members would type their password over plain http.
@Component
final class ListenAddress {
    ListenAddress(SiteProperties site, @Value("${server.address:}") String address) throws UnknownHostException {
        boolean otherMachines =
                address.isEmpty() || !InetAddress.getByName(address).isLoopbackAddress();
        if (otherMachines && !site.secure()) {
            throw new StartupRefused("Other machines would reach " + site.issuer()
                    + " without https: set SEKISHO_ISSUER to your https URL, or leave SERVER_ADDRESS at 127.0.0.1.");
        }
    }
}
