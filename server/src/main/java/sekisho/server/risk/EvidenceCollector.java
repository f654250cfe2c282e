package sekisho.server.risk;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.hotstate.FailureCounters;

/// Turns a request into evidence: the only place that gives meaning to address, headers and counters.
@Component
public class EvidenceCollector {
    private final Clock clock;
    private final Places places;
    private final Browsers browsers;
    private final FailureCounters failures;

    EvidenceCollector(Clock clock, Places places, Browsers browsers, FailureCounters failures) {
        this.clock = clock;
        this.places = places;
        this.browsers = browsers;
        this.failures = failures;
    }

    /// What this request shows for this account. The counters are those before this request.
    public Evidence collect(
            UUID accountId, ClientRequest request, DeviceRecognition device, Evidence.Credential credential) {
        Evidence.Network network = places.find(request.address());
        return new Evidence(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                network,
                browsers.read(request),
                device,
                credential,
                failures.counters(accountId, network.prefix()));
    }
}
