package sekisho.engine;

/// The kinds of attackers that the engine reckons with, all of them with the right password, and how likely
/// each is to show the member's own value. They are the published threat models (naive, VPN, targeted and
/// very targeted: Wiefling et al., TOPS 2022) and two more: thieves of device cookies and people at the
/// member's own place.
///
/// All figures are assumptions with a reason, not fitted to any log (ADR 16): phishing kits note the victim's
/// place in 82 % and his device in 18 % of cases (Thomas et al., CCS 2017); bulk attackers come from data
/// centres and foreign homes; proxies at the victim's provider can be bought.
enum Attacker {
    /// From abroad, with whatever he has.
    NAIVE(0.25, 0.5, copies(0.03, 0, 0, 0, 0, 0, 0, 0, 0, 0.05, 0.02, 0, 0), 0.001, 0.02, 0.5),
    /// Through a proxy in the member's country, with a common browser.
    VPN(0.25, 0.45, copies(0.97, 0, 0, 0, 0, 0, 0, 0, 0, 0.4, 0.1, 0, 0), 0.001, 0.02, 0.5),
    /// Through a proxy at the member's provider and region, with a common browser of the same system.
    TARGETED(
            0.1,
            0.05,
            copies(0.98, 0.92, 0.85, 0.03, 0.05, 0.9, 0.9, 0.2, 0.05, 0.5, 0.2, 0.05, 0.05),
            0.001,
            0.1,
            0.03),
    /// The same with a copy of all that the browser tells.
    VERY_TARGETED(
            0.22,
            0.001,
            copies(0.98, 0.92, 0.85, 0.03, 0.05, 0.99, 0.99, 0.98, 0.95, 0.7, 0.5, 0.85, 0.5),
            0.002,
            0.1,
            0.03),
    /// With the device cookie and the browser's name, through a proxy in the country.
    COOKIE_THIEF(0.0015, 0, copies(0.97, 0, 0, 0, 0, 0.99, 0.99, 0.99, 0.95, 0.5, 0.3, 0.4, 0.3), 0.96, 0.02, 0.1),
    /// At the member's own place, at another device.
    INSIDER(0.6, 0, copies(0.99, 0.99, 0.98, 0.97, 0.9, 0.3, 0.3, 0.3, 0.1, 0.9, 0.4, 0.15, 0.1), 0.02, 0.1, 0);

    /// The weight of this kind before any attack was reported ([ReportedAttacks]): how much a site loses by it.
    /// Thieves of tokens weigh little, since what gives them away is rare among members; people at the member's
    /// place weigh much, since nearly nothing does.
    final double share;

    /// The same where it isn't known which tokens a browser holds. Thieves of them and people at the member's place
    /// can't be told from the member then: to reckon with them would only raise what everybody is suspected of.
    final double shareWithoutDevice;

    private final double[] copies;

    /// How often he brings a valid device token of the member.
    final double bringsToken;

    /// How often he comes from a kind of network that the member uses.
    final double copiesNetworkType;

    /// How often, if not, he comes from a data centre or through an anonymizer.
    final double hidesBehindHosting;

    Attacker(
            double share,
            double shareWithoutDevice,
            double[] copies,
            double bringsToken,
            double copiesNetworkType,
            double hidesBehindHosting) {
        this.share = share;
        this.shareWithoutDevice = shareWithoutDevice;
        this.copies = copies;
        this.bringsToken = bringsToken;
        this.copiesNetworkType = copiesNetworkType;
        this.hidesBehindHosting = hidesBehindHosting;
    }

    /// Who could be behind a sign-in, before anything is judged and before any attack was reported.
    static double[] shares(DeviceRecognition device) {
        double[] shares = new double[values().length];
        double all = 0;
        for (Attacker kind : values()) {
            shares[kind.ordinal()] = device == DeviceRecognition.NOT_KNOWN ? kind.shareWithoutDevice : kind.share;
            all += shares[kind.ordinal()];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= all;
        }
        return shares;
    }

    /// In the order of [Level].
    private static double[] copies(double... probabilities) {
        return probabilities;
    }

    /// How likely he shows the member's own value of a level, given that he does so on the next wider one.
    double copies(Level level) {
        return copies[level.ordinal()];
    }

    /// How often he comes from this kind of network, if he doesn't come from one of the member's: proxies that
    /// can be bought stand in data centres and homes, few on carrier networks.
    double uses(NetworkType type) {
        double mobile = this == INSIDER ? 0.03 : this == TARGETED || this == VERY_TARGETED ? 0.08 : 0.15;
        return switch (type) {
            case HOSTING, ANONYMIZER -> hidesBehindHosting / 2;
            case FIXED -> (1 - hidesBehindHosting) * (0.95 - mobile);
            case MOBILE -> (1 - hidesBehindHosting) * mobile;
            case UNKNOWN, CORPORATE -> (1 - hidesBehindHosting) * 0.05;
        };
    }

    /// A provider's prefixes lie in regions: who comes from the member's region draws from so many times fewer.
    private static final double SHARE_OF_REGION = 10;

    /// How likely he comes upon the member's own value of this share by chance.
    double hits(Level level, double share, double even) {
        return level == Level.PREFIX && (this == TARGETED || this == VERY_TARGETED)
                ? Math.min(0.5, SHARE_OF_REGION * share)
                : draws(level, share, even);
    }

    private static final double MOST_SUSPECTED_INSIDER = Math.exp(1.5);

    /// How many times more likely than before a sign-in can make him at most. A person at the member's place
    /// looks like the member with a new device: however new it is, it says no more than that.
    double mostSuspected() {
        return this == INSIDER ? MOST_SUSPECTED_INSIDER : Double.MAX_VALUE;
    }

    /// How much more often than members he holds a password that stands on a list of leaked ones: bulk attackers
    /// live on such lists (hijack odds tenfold for breaches: Thomas et al., CCS 2017).
    double breached() {
        return switch (this) {
            case NAIVE, VPN -> 10;
            case TARGETED -> 3;
            case VERY_TARGETED, COOKIE_THIEF -> 1.5;
            case INSIDER -> 1;
        };
    }

    /// Where he doesn't copy, how likely he shows a value that has this share among the members.
    ///
    /// @param even the share if all values were equally common
    double draws(Level level, double share, double even) {
        double common = switch (level) {
            case COUNTRY -> this == NAIVE ? 0.05 : 0.5;
            case PROVIDER -> this == NAIVE || this == VPN ? 0.4 : 0.8;
            case LANGUAGE, LANGUAGES -> this == NAIVE ? 0.2 : this == VPN ? 0.5 : 0.8;
            case REGION, PREFIX, ADDRESS, DEVICE_TYPE, SYSTEM, BROWSER, AGENT, SCREEN, HINTS -> 1;
        };
        return common * share + (1 - common) * even;
    }
}
