package sekisho.server.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The labels that were put on judged sign-ins, at most one each.
@Component
public class Labels {
    private final LabelStore store;

    Labels(LabelStore store) {
        this.store = store;
    }

    /// Puts a label on a sign-in; one that is there already stays as it is.
    public void put(UUID accountId, UUID attemptId, Label.Verdict verdict, Label.Source source) {
        store.insert(accountId, attemptId, verdict, source);
    }

    /// Takes the label of a sign-in back, if this source put it there.
    public void takeBack(UUID accountId, UUID attemptId, Label.Source source) {
        store.delete(accountId, attemptId, source);
    }

    /// The label of a sign-in.
    public Optional<Label> find(UUID accountId, UUID attemptId) {
        return list(accountId).stream()
                .filter(label -> label.attemptId().equals(attemptId))
                .findFirst();
    }

    /// All labels of an account, the latest first.
    public List<Label> list(UUID accountId) {
        return store.list(accountId);
    }
}
