package sekisho.server.console;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.platform.Transactions;

/// The texts that agents may put into an answer: a lead writes one in both languages, another lead releases it. One
/// that is to be changed is written anew.
@Component
public class ReplyTemplates {
    private final ReplyTemplateStore store;
    private final Audit audit;
    private final Transactions transactions;

    ReplyTemplates(ReplyTemplateStore store, Audit audit, Transactions transactions) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Writes one, which waits for its release.
    public void write(Actor lead, String name, String japanese, String english) {
        transactions.inOne(() -> {
            UUID templateId = UUID.randomUUID();
            store.insert(
                    templateId, name, SuggestedReply.plain(japanese), SuggestedReply.plain(english), lead.staffId());
            audit.write(lead, Action.TEMPLATE_WRITTEN, null, null, name);
            return templateId;
        });
    }

    /// Releases one that somebody else has written; false if there is none to release.
    public boolean release(Actor lead, UUID templateId) {
        return transactions.inOne(() -> {
            boolean released = store.release(templateId, lead.staffId());
            if (released) {
                audit.write(lead, Action.TEMPLATE_RELEASED, null, null, templateId.toString());
            }
            return released;
        });
    }

    /// Takes one away; false if it is gone already.
    public boolean remove(Actor lead, UUID templateId) {
        return transactions.inOne(() -> {
            boolean removed = store.remove(templateId);
            if (removed) {
                audit.write(lead, Action.TEMPLATE_REMOVED, null, null, templateId.toString());
            }
            return removed;
        });
    }

    /// All that aren't removed, by name.
    public List<ReplyTemplate> list() {
        return store.list();
    }

    /// Those that agents may use.
    public List<ReplyTemplate> released() {
        return store.list().stream().filter(ReplyTemplate::released).toList();
    }

    /// One that agents may use.
    public Optional<ReplyTemplate> findReleased(UUID templateId) {
        return released().stream()
                .filter(found -> found.templateId().equals(templateId))
                .findFirst();
    }
}
