package sekisho.server.signin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.device.Devices;
import sekisho.server.device.Devices.Remembered;
import sekisho.server.device.Recognition;
import sekisho.server.platform.AccountToken;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Places;
import sekisho.server.risk.Risk;
import sekisho.server.session.Beginning;
import sekisho.server.session.Sessions;

/// The one door into a session. Whoever opens it holds the account's lock and has shown why in the same
/// transaction.
@Component
public class Entrance {
    private final Sessions sessions;
    private final Devices devices;
    private final Risk risk;
    private final Places places;
    private final SignInRecords records;

    Entrance(Sessions sessions, Devices devices, Risk risk, Places places, SignInRecords records) {
        this.sessions = sessions;
        this.devices = devices;
        this.risk = risk;
        this.places = places;
        this.records = records;
    }

    /// Lets a member in who gave a proof: his browser is remembered, and the sign-in teaches what is
    /// usual for him.
    public Entry openProved(Attempt attempt, Evidence evidence, Recognition device, Locale locale) {
        Remembered remembered = devices.remember(
                attempt.accountId(),
                device.kind() == DeviceRecognition.RECOGNISED ? device.deviceId() : null,
                evidence.browser());
        risk.learn(attempt.accountId(), attempt.id(), evidence);
        return open(attempt, evidence, remembered, locale);
    }

    /// Lets a member in of whom nothing was asked. Only a recognised browser is remembered on and
    /// teaches: nobody gets into a member's habits without having been proved once.
    Entry openUnasked(Attempt attempt, Evidence evidence, Recognition device, Locale locale) {
        return device.kind() == DeviceRecognition.RECOGNISED
                ? openProved(attempt, evidence, device, locale)
                : open(attempt, evidence, null, locale);
    }

    private Entry open(Attempt attempt, Evidence evidence, @Nullable Remembered device, Locale locale) {
        AccountToken session = sessions.start(
                attempt.accountId(),
                new Sessions.Start(
                        attempt.id(),
                        device == null ? null : device.deviceId(),
                        attempt.stay(),
                        new Beginning(
                                evidence.network().prefix(),
                                evidence.network().asn(),
                                evidence.browser().family(),
                                evidence.browser().system()),
                        places.describe(evidence.network(), locale)));
        records.signedIn(attempt.accountId(), attempt.id());
        return new Entry(session, attempt.stay(), device == null ? null : device.token(), attempt.id());
    }
}
