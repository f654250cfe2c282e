package sekisho.engine;

/// Judges what the device token said. The largest single signal.
final class DeviceJudge {
    static final double RECOGNISED_FLOOR = -4;
    static final double UNKNOWN_CEILING = 3;
    static final double FOREIGN_CEILING = 3.5;
    private static final double LEAST_RECOGNISED_RATIO = Math.exp(RECOGNISED_FLOOR);
    private static final double LEAST_UNKNOWN_RATIO = Math.exp(-3);
    private static final double GREATEST_UNKNOWN_RATIO = Math.exp(UNKNOWN_CEILING);
    private static final double GREATEST_FOREIGN_RATIO = Math.exp(FOREIGN_CEILING);

    /// A thief's browser may differ so much from the one the token was given to.
    private static final double THIEF_IN_FOREIGN_BROWSER = 0.03;

    private static final double OTHERS_IN_FOREIGN_BROWSER = 0.001;

    private DeviceJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        DeviceRecognition device = signIn.evidence.device();
        if (device == DeviceRecognition.NOT_KNOWN) {
            return;
        }
        double recognised = signIn.population.arrival(signIn, DeviceRecognition.RECOGNISED);
        double[] ratios = Weighing.ratios(kind -> switch (device) {
            case RECOGNISED -> Math.clamp(kind.bringsToken / recognised, LEAST_RECOGNISED_RATIO, 1.2);
            case UNKNOWN ->
                Math.clamp((1 - kind.bringsToken) / (1 - recognised), LEAST_UNKNOWN_RATIO, GREATEST_UNKNOWN_RATIO);
            case FOREIGN_CONTEXT ->
                Math.clamp(
                        inForeignBrowser(kind) / signIn.population.arrival(signIn, DeviceRecognition.FOREIGN_CONTEXT),
                        GREATEST_UNKNOWN_RATIO,
                        GREATEST_FOREIGN_RATIO);
            case NOT_KNOWN -> 1;
        });
        weighing.add(finding(device), ratios, () -> facts(signIn).map());
    }

    private static double inForeignBrowser(Attacker kind) {
        return kind == Attacker.COOKIE_THIEF ? THIEF_IN_FOREIGN_BROWSER : OTHERS_IN_FOREIGN_BROWSER;
    }

    private static FindingType finding(DeviceRecognition device) {
        return switch (device) {
            case RECOGNISED -> FindingType.DEVICE_RECOGNISED;
            case UNKNOWN, NOT_KNOWN -> FindingType.DEVICE_NEW;
            case FOREIGN_CONTEXT -> FindingType.DEVICE_FOREIGN_CONTEXT;
        };
    }

    private static Facts facts(SignIn signIn) {
        Evidence.Browser browser = signIn.evidence.browser();
        return Facts.of("browser", browser.family()).and("system", browser.system());
    }
}
