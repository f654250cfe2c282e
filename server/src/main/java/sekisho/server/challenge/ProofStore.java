package sekisho.server.challenge;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Authenticator;

@Repository
class ProofStore {
    private final JdbcClient db;

    ProofStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID proofId, UUID attemptId, ChallengePurpose purpose, Authenticator authenticator) {
        db.sql("""
                        insert into proof (account_id, proof_id, attempt_id, purpose, authenticator, expires_at)
                        values (:account, :proof, :attempt, :purpose, :authenticator, now() + interval '1 hour')
                        """)
                .param("account", accountId)
                .param("proof", proofId)
                .param("attempt", attemptId)
                .param("purpose", purpose.name())
                .param("authenticator", authenticator.name())
                .update();
    }

    boolean consume(UUID accountId, UUID attemptId, ChallengePurpose purpose, String by) {
        return db.sql("""
                        update proof set consumed_at = now(), consumed_by = :by
                        where account_id = :account and attempt_id = :attempt and purpose = :purpose
                          and consumed_at is null and expires_at > now()
                        """)
                        .param("account", accountId)
                        .param("attempt", attemptId)
                        .param("purpose", purpose.name())
                        .param("by", by)
                        .update()
                > 0;
    }

    boolean waiting(UUID accountId, UUID attemptId, ChallengePurpose purpose) {
        return db.sql("""
                        select exists (select 1 from proof
                                       where account_id = :account and attempt_id = :attempt and purpose = :purpose
                                         and consumed_at is null and expires_at > now())
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("purpose", purpose.name())
                .query(Boolean.class)
                .single();
    }

    void voidAll(UUID accountId) {
        db.sql("""
                        update proof set consumed_at = now(), consumed_by = 'void'
                        where account_id = :account and consumed_at is null
                        """).param("account", accountId).update();
    }
}
