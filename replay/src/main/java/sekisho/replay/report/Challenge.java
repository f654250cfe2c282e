package sekisho.replay.report;

import java.util.Locale;

/// A way to ask a member for more proof, and how many hijackers it stops: measured by Google in 2019 on
/// 350,000 attempts ("How effective is basic account hygiene at preventing hijacking"). Only published
/// figures are here.
enum Challenge {
    SMS_CODE(1.00, 0.96, 0.76),
    DEVICE_PROMPT(1.00, 0.99, 0.90),
    SECURITY_KEY(1.00, 1.00, 1.00),
    RECOVERY_PHONE(1.00, 0.99, 0.66),
    /// What a member should know, such as his last place; the worst of them stopped so little phishing.
    KNOWLEDGE_QUESTION(Double.NaN, 0.10, Double.NaN),
    EMAIL_CODE(Double.NaN, Double.NaN, Double.NaN);

    private final double stopsBots;
    private final double stopsBulkPhishing;
    private final double stopsTargeted;

    Challenge(double stopsBots, double stopsBulkPhishing, double stopsTargeted) {
        this.stopsBots = stopsBots;
        this.stopsBulkPhishing = stopsBulkPhishing;
        this.stopsTargeted = stopsTargeted;
    }

    /// The share of an attacker's attempts that it stops; `NaN` if no figure is published.
    double stops(Attacker attacker) {
        return switch (attacker) {
            case NAIVE -> stopsBots;
            case VPN -> stopsBulkPhishing;
            case TARGETED -> stopsTargeted;
            case VERY_TARGETED, COOKIE_THIEF, INSIDER, TAKEOVER -> Double.NaN;
        };
    }

    /// The word in the report, such as `sms_code`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
