package sekisho.server.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.FoldedAnswer;
import sekisho.server.challenge.QuestionText;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.ClientRequest;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.CodeMails;

/// The security question of a member who is signed in: set, changed and removed with his password, and told
/// by mail. In a browser that isn't recognised a mailed code is needed to set it, because its answer can take
/// the mailbox's place later.
@Component
public class QuestionSetting {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final SecurityQuestions questions;
    private final Accounts accounts;
    private final Passwords passwords;
    private final MailboxCheck mailbox;
    private final CodeMails codeMails;
    private final Outbox outbox;
    private final Transactions transactions;

    QuestionSetting(
            SecurityQuestions questions,
            Accounts accounts,
            Passwords passwords,
            MailboxCheck mailbox,
            CodeMails codeMails,
            Outbox outbox,
            Transactions transactions) {
        this.questions = questions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.mailbox = mailbox;
        this.codeMails = codeMails;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// Why an answer doesn't do.
    public enum Fault {
        /// Too few signs are left of it.
        TOO_SHORT,
        /// It is one sign again and again.
        MONOTONOUS,
        /// It is in the name or the address, or one of them is in it.
        PERSONAL,
        /// It is the password.
        PASSWORD
    }

    /// What is wrong with an answer.
    ///
    /// @param password as it was typed
    public Optional<Fault> fault(UUID accountId, FoldedAnswer answer, String password) {
        if (answer.length() < FoldedAnswer.SHORTEST) {
            return Optional.of(Fault.TOO_SHORT);
        }
        if (answer.monotonous()) {
            return Optional.of(Fault.MONOTONOUS);
        }
        if (answer.sameAs(FoldedAnswer.of(password))) {
            return Optional.of(Fault.PASSWORD);
        }
        return personal(accounts.find(accountId).orElseThrow()).stream()
                        .map(FoldedAnswer::of)
                        .anyMatch(answer::overlaps)
                ? Optional.of(Fault.PERSONAL)
                : Optional.empty();
    }

    /// What became of the wish to set it.
    public sealed interface Result {
        /// It is set.
        record Done() implements Result {}

        /// The mailed code didn't prove the mailbox; nothing was set.
        record NotProved(ChallengeResult why) implements Result {}

        /// Too many hashes are being made, or the password has changed since it was compared; nothing was set.
        record NotNow() implements Result {}
    }

    /// Sets or changes the question. The answer must have no [#fault].
    ///
    /// @param code what was typed as the mailed code; a recognised browser needs none
    public Result set(
            SignedIn member,
            Reauthentication.Result.Right right,
            QuestionText text,
            FoldedAnswer answer,
            String code,
            ClientRequest client) {
        UUID accountId = member.accountId();
        String encoded = questions.hash(accountId, answer, right.device().lane());
        if (encoded == null) {
            return new Result.NotNow();
        }
        Evidence evidence = evidence(member, right, client);
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = current(member, right);
            if (account.isEmpty()) {
                return new Result.NotNow();
            }
            ChallengeResult refusal = mailbox.refusal(
                    member, ChallengePurpose.SECURITY_QUESTION, right.device(), code, "security-question");
            if (refusal != null) {
                return new Result.NotProved(refusal);
            }
            questions.put(accountId, text, encoded);
            tell(MailKind.SECURITY_QUESTION_SET, member, account.get(), evidence);
            return new Result.Done();
        });
    }

    /// Removes the question.
    ///
    /// @return false if the password has changed since it was compared
    public boolean remove(SignedIn member, Reauthentication.Result.Right right, ClientRequest client) {
        Evidence evidence = evidence(member, right, client);
        return transactions.inOne(member.accountId(), () -> {
            Optional<Account> account = current(member, right);
            if (account.isPresent() && questions.remove(member.accountId())) {
                tell(MailKind.SECURITY_QUESTION_REMOVED, member, account.get(), evidence);
            }
            return account.isPresent();
        });
    }

    private Optional<Account> current(SignedIn member, Reauthentication.Result.Right right) {
        return accounts.lock(member.accountId())
                .filter(found -> !found.disabled())
                .filter(found -> passwords.isCurrent(found.id(), right.password()));
    }

    private Evidence evidence(SignedIn member, Reauthentication.Result.Right right, ClientRequest client) {
        return mailbox.evidence(member, right.device(), client);
    }

    private void tell(MailKind kind, SignedIn member, Account owner, Evidence evidence) {
        outbox.queue(new MailOrder(
                owner.id(),
                kind,
                owner.email(),
                owner.locale(),
                mailbox.reference(member),
                null,
                codeMails.facts(evidence, owner.locale()),
                evidence.at().plus(NOTICE_GIVE_UP)));
    }

    private static List<String> personal(Account account) {
        String email = account.email();
        Stream<String> names = Stream.of(account.name(), account.nameKana() == null ? "" : account.nameKana())
                .flatMap(name -> Stream.concat(Stream.of(name), Stream.of(name.split("[\\s　]+"))));
        return Stream.concat(names, Stream.of(email, email.substring(0, email.lastIndexOf('@'))))
                .toList();
    }
}
