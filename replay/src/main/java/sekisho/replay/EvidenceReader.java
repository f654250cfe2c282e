package sekisho.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;

/// Turns sign-ins of a login history, in the order of time, into what a server would have known of them.
final class EvidenceReader {
    private static final int MOST_PREFIXES = 100_000;

    private final boolean all;
    private final Map<String, String> prefixes = new HashMap<>();
    private final Browsers browsers = new Browsers();
    private final Failures failures = new Failures();

    EvidenceReader(SekishoEngine.Signals signals) {
        all = signals == SekishoEngine.Signals.ALL;
    }

    /// Takes notice of a wrong password.
    void failed(Login login) {
        failures.note(login.at(), login.member(), prefix(login));
    }

    /// @param tokens that the member's browsers were given; `null` for none
    Evidence read(Login login, @Nullable GivenTokens tokens) {
        String prefix = prefix(login);
        Evidence.Browser browser = browsers.read(login, all);
        return new Evidence(
                Instant.ofEpochMilli(login.at()),
                new Evidence.Network(
                        login.address(),
                        prefix,
                        login.asn(),
                        null,
                        login.country(),
                        all ? login.region() : null,
                        login.city(),
                        all ? login.server().point() : null,
                        all ? login.networkType() : NetworkType.UNKNOWN,
                        all && login.roundTripMillis() > 0 ? (Double) login.roundTripMillis() : null),
                browser,
                all ? recognition(login, browser, tokens) : DeviceRecognition.NOT_KNOWN,
                new Evidence.Credential(
                        passwordCorrect(login),
                        all ? login.passwordBreached() : null,
                        all && login.server().passwordSwitchedOff()),
                all ? counters(login, prefix) : Evidence.Counters.NONE);
    }

    /// An attack in a file that doesn't say so is one with the right password: that is what there is to judge.
    private static @Nullable Boolean passwordCorrect(Login login) {
        return login.server().password() == ServerEvidence.Password.NOT_SAID ? Boolean.TRUE : login.passwordCorrect();
    }

    /// What the server saw, or what the tokens tell: a member who was never given one can't show one.
    private static DeviceRecognition recognition(Login login, Evidence.Browser browser, @Nullable GivenTokens tokens) {
        DeviceRecognition seen = login.server().device();
        if (seen != null) {
            return seen;
        }
        return tokens == null ? DeviceRecognition.NOT_KNOWN : tokens.recognise(login.deviceToken(), browser);
    }

    private @Nullable String prefix(Login login) {
        String address = login.address();
        if (address == null) {
            return null;
        }
        if (prefixes.size() == MOST_PREFIXES) {
            prefixes.clear();
        }
        return prefixes.computeIfAbsent(address, EvidenceReader::prefixOf);
    }

    private static @Nullable String prefixOf(String address) {
        AddressPrefix prefix = AddressPrefix.of(address);
        return prefix == null ? null : prefix.cidr();
    }

    private Evidence.Counters counters(Login login, @Nullable String prefix) {
        long at = login.at();
        ServerEvidence said = login.server();
        return new Evidence.Counters(
                login.failedAttempts() >= 0 ? login.failedAttempts() : failures.onAccount(at, login.member()),
                said.failuresFromPrefix() >= 0 ? said.failuresFromPrefix() : failures.fromPrefix(at, prefix),
                said.accountsFromPrefix() >= 0 ? said.accountsFromPrefix() : failures.accountsFromPrefix(at, prefix));
    }
}
