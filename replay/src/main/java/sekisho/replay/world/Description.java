package sekisho.replay.world;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sekisho.replay.Scenario;

/// What a world is like: how often members sign in, what they are known by, and how far simple rules get.
/// The first sign-in of a member isn't counted, because there is nothing to compare it with.
record Description(
        int median,
        int p90,
        int p99,
        int rows,
        int failures,
        int userAgents,
        double knownToken,
        double knownAddress,
        Map<Rule, Map<Scenario, Double>> challenged) {

    /// A simple rule that challenges a sign-in.
    enum Rule {
        TOKEN_UNKNOWN("device token unknown"),
        AND_BLOCK_NEW("  and /24 new"),
        AND_ASN_NEW("  and ASN new"),
        COUNTRY_NEW("country new"),
        ADDRESS_OR_AGENT_NEW("address or user agent new");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        private boolean challenges(Past past, Row row) {
            boolean unknown = !past.tokens.contains(row.token());
            Connection connection = row.connection();
            return switch (this) {
                case TOKEN_UNKNOWN -> unknown;
                case AND_BLOCK_NEW -> unknown && !past.blocks.contains(connection.block());
                case AND_ASN_NEW ->
                    unknown && !past.asns.contains(connection.network().asn());
                case COUNTRY_NEW ->
                    !past.countries.contains(connection.network().country().code());
                case ADDRESS_OR_AGENT_NEW ->
                    !past.addresses.contains(connection.address())
                            || !past.agents.contains(row.look().software().userAgent());
            };
        }
    }

    /// What a member has shown.
    private static final class Past {
        private final Set<Long> tokens = new HashSet<>();
        private final Set<Integer> addresses = new HashSet<>();
        private final Set<Integer> blocks = new HashSet<>();
        private final Set<Long> asns = new HashSet<>();
        private final Set<String> countries = new HashSet<>();
        private final Set<String> agents = new HashSet<>();
        private int signIns;

        void learn(Row row) {
            tokens.add(row.newToken());
            addresses.add(row.connection().address());
            blocks.add(row.connection().block());
            asns.add(row.connection().network().asn());
            countries.add(row.connection().network().country().code());
            agents.add(row.look().software().userAgent());
            signIns++;
        }
    }

    private static final class Share {
        private int yes;
        private int all;

        void count(boolean counts) {
            yes += counts ? 1 : 0;
            all++;
        }

        double value() {
            return all == 0 ? Double.NaN : (double) yes / all;
        }
    }

    static Description of(List<Row> rows) {
        Map<Integer, Past> pasts = new HashMap<>();
        Set<String> agents = new HashSet<>();
        Share knownToken = new Share();
        Share knownAddress = new Share();
        Map<Rule, Map<Scenario, Share>> shares = new EnumMap<>(Rule.class);
        int failures = 0;
        for (Row row : rows) {
            agents.add(row.look().software().userAgent());
            if (!row.successful()) {
                failures++;
                continue;
            }
            Past past = pasts.computeIfAbsent(row.member(), fresh -> new Past());
            if (past.signIns > 0) {
                for (Rule rule : Rule.values()) {
                    shares.computeIfAbsent(rule, fresh -> new EnumMap<>(Scenario.class))
                            .computeIfAbsent(row.scenario(), fresh -> new Share())
                            .count(rule.challenges(past, row));
                }
            }
            if (!row.scenario().isAttack()) {
                if (past.signIns > 0) {
                    knownToken.count(past.tokens.contains(row.token()));
                    knownAddress.count(past.addresses.contains(row.connection().address()));
                }
                past.learn(row);
            }
        }
        int[] signIns =
                pasts.values().stream().mapToInt(past -> past.signIns).sorted().toArray();
        Map<Rule, Map<Scenario, Double>> challenged = new EnumMap<>(Rule.class);
        shares.forEach((rule, byScenario) -> {
            Map<Scenario, Double> values = new EnumMap<>(Scenario.class);
            byScenario.forEach((scenario, share) -> values.put(scenario, share.value()));
            challenged.put(rule, values);
        });
        return new Description(
                signIns[signIns.length / 2],
                signIns[signIns.length * 90 / 100],
                signIns[signIns.length * 99 / 100],
                rows.size(),
                failures,
                agents.size(),
                knownToken.value(),
                knownAddress.value(),
                challenged);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "rows %d, failures %d, user agents %d", rows, failures, userAgents);
        line(text, "sign-ins of a member: median %d, p90 %d, p99 %d", median, p90, p99);
        line(text, "known device token %.3f, known address %.3f", knownToken, knownAddress);
        challenged.forEach((rule, shares) -> {
            text.append(String.format(Locale.ROOT, "%-27s", rule.words));
            shares.forEach((scenario, share) ->
                    text.append(String.format(Locale.ROOT, "  %s %.1f %%", scenario.word(), 100 * share)));
            text.append('\n');
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
