package sekisho.server.console.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;

/// What the page `console/case` shows (`/console/cases/{number}`). Addresses and phone numbers are masked.
///
/// @param member null where nothing may be told of an account
/// @param decision null where nothing may be told of a sign-in
/// @param drafts the answers to be edited, the one in the member's language first; empty if the agent may not answer
/// @param unchecked whether those tell of no sign-in because the caller isn't checked
/// @param after the number of the last message on the page
public record CasePage(
        Head head,
        @Nullable Member member,
        List<Message> messages,
        List<Line> story,
        @Nullable Decision decision,
        List<Seen> seen,
        List<Draft> drafts,
        boolean unchecked,
        List<Template> templates,
        long after,
        List<PageError> errors) {
    public CasePage {
        messages = List.copyOf(messages);
        story = List.copyOf(story);
        seen = List.copyOf(seen);
        drafts = List.copyOf(drafts);
        templates = List.copyOf(templates);
        errors = List.copyOf(errors);
    }

    /// What the case is.
    ///
    /// @param proof names the text about who wrote
    /// @param mailbox the proved one, masked
    /// @param foreign a reference number that isn't known to be the writer's
    /// @param opened full
    public record Head(
            String number,
            String origin,
            String topic,
            String language,
            String state,
            Moment opened,
            String proof,
            @Nullable String mailbox,
            @Nullable String foreign,
            boolean closed) {}

    /// Whose account it is.
    public record Member(String name, String mail, @Nullable String phone) {}

    /// One message, as text.
    ///
    /// @param role null for the member
    public record Message(@Nullable String role, String text, Moment at) {}

    /// One line of the story.
    public record Line(Moment at, String text) {}

    /// The sign-in that the case is about.
    ///
    /// @param score 0 to 100; null if the risk wasn't computed
    /// @param avoid names the text about what would have avoided it
    public record Decision(
            String reference,
            String asked,
            String result,
            Moment when,
            String device,
            String place,
            String policy,
            @Nullable String score,
            List<Reason> against,
            List<Reason> trust,
            @Nullable Table table,
            String avoid,
            List<String> advice) {
        public Decision {
            against = List.copyOf(against);
            trust = List.copyOf(trust);
            advice = List.copyOf(advice);
        }
    }

    /// The contributions as numbers.
    public record Table(String prior, String sum, String score, List<Row> rows) {
        public Table {
            rows = List.copyOf(rows);
        }
    }

    /// One contribution.
    ///
    /// @param nats with its sign
    /// @param without the score that would be without it
    public record Row(String reason, String nats, String without) {}

    /// A page or mail as it was.
    ///
    /// @param kind names the text: `page` or `mail`
    public record Seen(String kind, String title, String language, String text, Moment at) {}

    /// An answer to be edited.
    ///
    /// @param language `ja` or `en`
    public record Draft(String language, String text) {}

    /// A released reply text.
    public record Template(String id, String name) {}
}
