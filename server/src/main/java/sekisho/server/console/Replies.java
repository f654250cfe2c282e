package sekisho.server.console;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Actor;
import sekisho.server.platform.Transactions;
import sekisho.server.support.CaseMessage;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Sends answers, and counts how many of them went as they were suggested.
@Component
public class Replies {
    private final Cases cases;
    private final SuggestedReply suggested;
    private final ReplyRules rules;
    private final Transactions transactions;
    private final MeterRegistry meters;

    Replies(Cases cases, SuggestedReply suggested, ReplyRules rules, Transactions transactions, MeterRegistry meters) {
        this.cases = cases;
        this.suggested = suggested;
        this.rules = rules;
        this.transactions = transactions;
        this.meters = meters;
    }

    /// What became of an answer.
    public sealed interface Result {
        /// It is there to be read, and the member is told.
        record Sent() implements Result {}

        /// It breaks a rule.
        record Refused(ReplyRules.Fault fault) implements Result {}

        /// Somebody has written on the case since the agent opened it.
        record Stale() implements Result {}
    }

    /// Sends an answer.
    ///
    /// @param after the number of the last message that the agent has read; 0 for none
    public Result send(SupportCase to, Actor agent, String typed, long after) {
        String text = SuggestedReply.plain(typed);
        List<String> suggestions = List.copyOf(suggested.write(to).values());
        Optional<ReplyRules.Fault> fault = rules.check(text, suggestions);
        if (fault.isPresent()) {
            return new Result.Refused(fault.get());
        }
        boolean unchanged = suggestions.contains(text);
        Result result = transactions.inOne(to.accountId(), () -> {
            cases.lock(to);
            if (last(cases.messages(to)) != after) {
                return new Result.Stale();
            }
            cases.reply(to, agent, text, unchanged);
            return new Result.Sent();
        });
        if (result instanceof Result.Sent) {
            meters.counter("sekisho.support.replies", "unchanged", Boolean.toString(unchanged))
                    .increment();
        }
        return result;
    }

    /// Closes a case without an answer.
    ///
    /// @param after as for [#send]
    /// @return false if somebody has written on it since
    public boolean close(SupportCase closed, Actor agent, String reason, long after) {
        return transactions.inOne(closed.accountId(), () -> {
            cases.lock(closed);
            if (last(cases.messages(closed)) != after) {
                return false;
            }
            cases.close(closed, agent, reason);
            return true;
        });
    }

    /// The number of the last message; 0 for none.
    public static long last(List<CaseMessage> messages) {
        return messages.isEmpty() ? 0 : messages.getLast().seq();
    }
}
