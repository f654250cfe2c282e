package sekisho.server.selfservice;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.Recognition;
import sekisho.server.platform.Transactions;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.CodeMails;

/// The mailed code that a member needs beside his password in a browser that isn't recognised: the token
/// of the device is the proof that a copied session lacks.
@Component
public class MailboxCheck {
    private final Accounts accounts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final CodeMails codeMails;
    private final SignInRecords records;
    private final EvidenceCollector evidenceCollector;
    private final Transactions transactions;

    MailboxCheck(
            Accounts accounts,
            OneTimeCodes codes,
            Proofs proofs,
            CodeMails codeMails,
            SignInRecords records,
            EvidenceCollector evidenceCollector,
            Transactions transactions) {
        this.accounts = accounts;
        this.codes = codes;
        this.proofs = proofs;
        this.codeMails = codeMails;
        this.records = records;
        this.evidenceCollector = evidenceCollector;
        this.transactions = transactions;
    }

    /// Sends the code.
    ///
    /// @param locale the language of the page that asks for it
    public Sending sendCode(
            SignedIn member, ChallengePurpose purpose, Recognition device, ClientRequest client, Locale locale) {
        Evidence evidence = evidence(member, device, client);
        return transactions.inOne(member.accountId(), () -> {
            Account account = accounts.lock(member.accountId()).orElseThrow();
            return codes.send(new CodeOrder(
                    account.id(),
                    member.attemptId(),
                    purpose,
                    account.email(),
                    locale,
                    reference(member),
                    codeMails.facts(evidence, locale),
                    device.lane(),
                    false));
        });
    }

    /// How the challenge stands.
    public CodeState state(SignedIn member, ChallengePurpose purpose, Recognition device) {
        return codes.state(member.accountId(), member.attemptId(), purpose, device.lane());
    }

    /// Why the wish isn't proved; null if it is, or the browser is recognised. Joins the caller's transaction,
    /// which holds the account's lock, and uses the proof up.
    ///
    /// @param by what the proof is used for
    @Nullable
    ChallengeResult refusal(SignedIn member, ChallengePurpose purpose, Recognition device, String code, String by) {
        if (device.lane().recognised()) {
            return null;
        }
        ChallengeResult answer = codes.answer(member.accountId(), member.attemptId(), purpose, device.lane(), code);
        boolean used = answer instanceof ChallengeResult.Accepted
                && proofs.consume(member.accountId(), member.attemptId(), purpose, by);
        return used ? null : answer;
    }

    /// The reference number of the sign-in that this session began with.
    public String reference(SignedIn member) {
        return records.referenceOf(member.accountId(), member.attemptId());
    }

    /// What the wish comes from.
    Evidence evidence(SignedIn member, Recognition device, ClientRequest client) {
        return evidenceCollector.collect(
                member.accountId(), client, device.kind(), new Evidence.Credential(null, null, false));
    }
}
