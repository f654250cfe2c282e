package sekisho.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reference: the model of Freeman et al. (NDSS 2016) in the variant of Wiefling et al., as their
/// published algorithm computes it, from what was learned before the sign-in. Constant time for each.
///
/// The risk score is a product over the features of how common the values are among everybody by how
/// common they are for the member; times 1 by the number of members, by the member's share of all sign-ins.
final class FreemanEngine implements Engine {
    private final List<FreemanFeature> features;
    private final Numbering<String> members = new Numbering<>();
    private final IntColumn past = new IntColumn();
    private int all;

    FreemanEngine() {
        this(FreemanFeature.address(), FreemanFeature.agent());
    }

    FreemanEngine(FreemanFeature... features) {
        this.features = List.of(features);
    }

    @Override
    public String name() {
        return "freeman";
    }

    @Override
    public @Nullable Verdict assess(Login login) {
        return assess(login, this);
    }

    /// Judges with the smoothing term A taken from another engine's counts: the published driver takes it
    /// from the whole log, future included.
    @Nullable
    Verdict assess(Login login, FreemanEngine smoothing) {
        int member = isComplete(login) ? members.find(login.member()) : -1;
        if (member < 0) {
            return null;
        }
        int own = past.get(member);
        double score = 1;
        for (int i = 0; i < features.size(); i++) {
            score *= features.get(i).ratio(login, member, own, all, smoothing.features.get(i));
        }
        score *= 1.0 / members.size() / ((double) own / all);
        return new Verdict(score, Math.log(score), "", List.of());
    }

    @Override
    public void learn(Login login) {
        if (!isComplete(login)) {
            return;
        }
        int member = members.of(login.member());
        past.increment(member);
        all++;
        for (FreemanFeature feature : features) {
            feature.learn(login, member);
        }
    }

    @Override
    public void failed(Login login) {}

    /// The reference drops rows with an empty value.
    private static boolean isComplete(Login login) {
        return login.address() != null
                && login.asn() != null
                && login.country() != null
                && login.userAgent() != null
                && login.browser() != null
                && login.system() != null
                && login.deviceType() != null;
    }
}
