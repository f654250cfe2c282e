package sekisho.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;

/// A sign-in that its owner reported: "This wasn't me". Ready to be counted in the [Population], at any later time
/// and with the same result.
///
/// Nobody knows which kind of attacker it was. So it counts for each kind by its responsibility: the probability
/// that this kind made it, given what the sign-in showed (Bayes' rule), times how far the report is trusted.
public final class AttackReport {
    private static final byte FORMAT = 1;
    private static final int KINDS = Attacker.values().length;

    private final Instant at;
    private final double trust;
    private final boolean deviceKnown;
    private final double[] responsibilities;

    private AttackReport(Instant at, double trust, boolean deviceKnown, double[] responsibilities) {
        check(trust >= 0 && trust <= 1, "its trust is out of range");
        this.at = at;
        this.trust = trust;
        this.deviceKnown = deviceKnown;
        this.responsibilities = responsibilities;
    }

    /// A report of this sign-in.
    ///
    /// @param reported what the sign-in showed
    /// @param before what was remembered of its member when it was judged
    /// @param population what was common when it was reported; it isn't changed
    /// @param at when it was reported
    /// @param trust 0 to 1
    public static AttackReport of(
            Evidence reported, AccountHistory before, Population population, Instant at, double trust) {
        return new AttackReport(
                Instant.ofEpochMilli(at.toEpochMilli()),
                trust,
                reported.device() != DeviceRecognition.NOT_KNOWN,
                RiskEngine.weigh(new SignIn(reported, before, population), false)
                        .responsibilities());
    }

    /// When it was reported, to the millisecond.
    public Instant at() {
        return at;
    }

    /// How far it is trusted, from 0 to 1.
    public double trust() {
        return trust;
    }

    int day() {
        return AccountHistory.day(AccountHistory.secondOf(at));
    }

    boolean isDeviceKnown() {
        return deviceKnown;
    }

    /// How many attacks of a kind it counts for.
    double count(int kind) {
        return trust * responsibilities[kind];
    }

    /// Compact form for the store.
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + Double.BYTES + 1 + KINDS * Double.BYTES);
        out.put(FORMAT).putLong(at.toEpochMilli()).putDouble(trust).put((byte) (deviceKnown ? 1 : 0));
        for (double responsibility : responsibilities) {
            out.putDouble(responsibility);
        }
        return out.array();
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a report
    public static AttackReport fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            check(in.get() == FORMAT, "unknown format");
            Instant at = Instant.ofEpochMilli(in.getLong());
            double trust = in.getDouble();
            boolean deviceKnown = in.get() != 0;
            double[] responsibilities = new double[KINDS];
            for (int i = 0; i < KINDS; i++) {
                responsibilities[i] = in.getDouble();
                check(responsibilities[i] >= 0 && responsibilities[i] <= 1, "a responsibility is out of range");
            }
            check(!in.hasRemaining(), "something follows its end");
            return new AttackReport(at, trust, deviceKnown, responsibilities);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("not a report: it ends too early");
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a report: " + otherwise);
        }
    }
}
