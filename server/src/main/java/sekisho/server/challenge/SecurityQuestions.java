package sekisho.server.challenge;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.RawPassword;
import sekisho.server.password.SecretHashes;
import sekisho.server.password.SecretHashes.Use;

/// The security questions of members, on sites that want them: off by default, because NIST SP 800-63B-4
/// §3.1.1.2 and ASVS 6.4.2 forbid them. An answer is guessed far more easily than a code, so an account has
/// three tries a day and ten a month, all browsers together.
@Component
public class SecurityQuestions {
    private static final Logger log = LoggerFactory.getLogger(SecurityQuestions.class);

    private final SecurityQuestionStore store;
    private final SecretHashes hashes;
    private final GuessBudgets budgets;
    private final Proofs proofs;
    private final boolean enabled;

    SecurityQuestions(
            SecurityQuestionStore store,
            SecretHashes hashes,
            GuessBudgets budgets,
            Proofs proofs,
            SecurityQuestionSettings settings) {
        this.store = store;
        this.hashes = hashes;
        this.budgets = budgets;
        this.proofs = proofs;
        this.enabled = settings.enabled();
        if (enabled) {
            log.warn("sekisho.security-question.enabled is true: NIST SP 800-63B-4 and OWASP ASVS 6.4.2 forbid security"
                    + " questions; a site that has them conforms to neither");
        }
    }

    /// The question that a member has chosen.
    ///
    /// @param encoded the hashed answer
    public record Chosen(QuestionText text, Instant since, String encoded) {
        @Override
        public String toString() {
            return "Chosen(" + text + ")";
        }
    }

    /// What became of a typed answer.
    public sealed interface Answer {
        /// It is the member's. To be written down by [#prove].
        record Right(Chosen chosen) implements Answer {}

        /// It isn't.
        ///
        /// @param left how many more tries there are for now
        record Wrong(int left) implements Answer {}

        /// It wasn't compared: the tries are used up.
        record TooMany() implements Answer {}

        /// It wasn't compared: too many hashes are being made.
        record Busy() implements Answer {}
    }

    /// Whether the site wants them.
    public boolean enabled() {
        return enabled;
    }

    /// The question of an account, if it has one and the site wants them.
    public Optional<Chosen> find(UUID accountId) {
        return enabled ? store.find(accountId) : Optional.empty();
    }

    /// Whether an answer can be tried now.
    public boolean usable(UUID accountId) {
        return find(accountId).isPresent() && budgets.left(accountId, Purpose.SECURITY_ANSWER, Lane.UNKNOWN) > 0;
    }

    /// Hashes a new answer. It must not be called within a transaction.
    ///
    /// @return `null` if too many hashes are being made
    public @Nullable String hash(UUID accountId, FoldedAnswer answer, Lane lane) {
        return hashes.hash(Use.SECURITY_ANSWER, accountId, RawPassword.of(answer.reveal()), lane);
    }

    /// Makes a question the account's; joins the caller's transaction, which holds the account's lock.
    public void put(UUID accountId, QuestionText text, String encoded) {
        store.put(accountId, text, encoded);
    }

    /// Removes the question of an account; joins the caller's transaction.
    ///
    /// @return whether there was one
    public boolean remove(UUID accountId) {
        return store.remove(accountId);
    }

    /// Compares a typed answer, once: the try is counted before, in its own transaction, and given back if it
    /// was right. It must not be called within a transaction.
    public Answer compare(UUID accountId, FoldedAnswer answer, Lane lane) {
        Optional<Chosen> chosen = find(accountId);
        if (chosen.isEmpty()) {
            return new Answer.TooMany();
        }
        return switch (budgets.take(accountId, Purpose.SECURITY_ANSWER, Lane.UNKNOWN)) {
            case Take.Refused refused -> new Answer.TooMany();
            case Take.Granted granted ->
                switch (hashes.compare(
                        Use.SECURITY_ANSWER,
                        accountId,
                        chosen.get().encoded(),
                        RawPassword.of(answer.reveal()),
                        lane)) {
                    case RIGHT -> {
                        budgets.giveBack(granted);
                        yield new Answer.Right(chosen.get());
                    }
                    case WRONG -> new Answer.Wrong(granted.left());
                    case BUSY -> {
                        budgets.giveBack(granted);
                        yield new Answer.Busy();
                    }
                };
        };
    }

    /// Writes down that an answer was right, if it is still the account's; joins the caller's transaction, which
    /// holds the account's lock.
    public boolean prove(UUID accountId, UUID attemptId, Chosen chosen) {
        boolean current = find(accountId)
                .filter(now -> now.encoded().equals(chosen.encoded()))
                .isPresent();
        if (current) {
            proofs.write(accountId, attemptId, ChallengePurpose.SIGN_IN, Authenticator.SECURITY_QUESTION);
        }
        return current;
    }
}
