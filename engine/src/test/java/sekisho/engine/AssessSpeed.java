package sekisho.engine;

import static sekisho.engine.Scenes.*;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/// Measures the CPU time of one assessment by hand; no test. Run it from the test classpath.
final class AssessSpeed {
    private static final int ROUND = 200_000;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private AssessSpeed() {}

    public static void main(String[] args) {
        List<Evidence> signIns = List.of(
                evidence(HOME, WINDOWS, DeviceRecognition.RECOGNISED, RIGHT),
                evidence(CAFE_TOKYO, WINDOWS, DeviceRecognition.UNKNOWN, RIGHT),
                evidence(SAO_PAULO_HOME, INTRUDER, DeviceRecognition.UNKNOWN, LEAKED));
        byte[] stored = hanako().toBytes();
        AccountHistory history = AccountHistory.fromBytes(stored);
        Population population = shop();
        RiskEngine engine = new RiskEngine();
        double[] micros = new double[10];
        double[] withReading = new double[10];
        double sum = 0;
        for (int round = 0; round < micros.length; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUND; i++) {
                sum += engine.assess(signIns.get(i % 3), history, population).logOdds();
            }
            long middle = CLOCK.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUND; i++) {
                sum += engine.assess(signIns.get(i % 3), AccountHistory.fromBytes(stored), population)
                        .logOdds();
            }
            micros[round] = (middle - start) / 1e3 / ROUND;
            withReading[round] = (CLOCK.getCurrentThreadCpuTime() - middle) / 1e3 / ROUND;
        }
        Arrays.sort(micros);
        Arrays.sort(withReading);
        System.out.printf(
                "CPU: assess median %.2f us; with reading the %d bytes of history: %.2f us (check sum %.3f)%n",
                micros[micros.length / 2], stored.length, withReading[micros.length / 2], sum);
    }
}
