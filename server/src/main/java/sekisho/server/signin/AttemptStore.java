package sekisho.server.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Authenticator;
import sekisho.engine.ResetCause;
import sekisho.server.record.AttemptKind;

@Repository
class AttemptStore {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration SENT_TWICE = Duration.ofSeconds(30);

    private final JdbcClient db;

    AttemptStore(JdbcClient db) {
        this.db = db;
    }

    Attempt insert(
            Attempts.Draft draft,
            byte[] tokenHash,
            AttemptState state,
            @Nullable ResetCause reset,
            Set<Authenticator> ways,
            @Nullable UUID deviceId) {
        return db.sql("""
                        insert into attempt (account_id, attempt_id, token_hash, reference, kind, state, stay, browser,
                                             return_to, sent_to, reset_cause, ways, device_id, started_at, expires_at)
                        values (:account, :attempt, :hash, :reference, :kind, :state, :stay, :browser, :return, :to,
                                :cause, :ways, cast(:device as uuid),
                                -- Not now(): which of two was last is said by the lock, not by who began to wait first.
                                clock_timestamp(),
                                now() + make_interval(secs => :life))
                        returning *
                        """)
                .param("account", draft.accountId())
                .param("attempt", draft.attemptId())
                .param("hash", tokenHash)
                .param("reference", draft.reference())
                .param("kind", draft.cause().kind().name())
                .param("state", state.name())
                .param("stay", draft.cause().stay())
                .param("browser", draft.cause().browser())
                .param("return", draft.cause().returnTo())
                .param("to", draft.cause().sentTo())
                .param("cause", reset == null ? null : reset.name())
                .param(
                        "ways",
                        ways.isEmpty()
                                ? null
                                : ways.stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .param("device", deviceId)
                .param("life", LIFE.toSeconds())
                .query(AttemptStore::attempt)
                .single();
    }

    Optional<Attempt> find(UUID accountId, byte[] tokenHash) {
        return db.sql("""
                        select * from attempt
                        where account_id = :account and token_hash = :hash and expires_at > now()
                        """)
                .param("account", accountId)
                .param("hash", tokenHash)
                .query(AttemptStore::attempt)
                .optional();
    }

    Optional<Attempt> find(UUID accountId, UUID attemptId, AttemptState state) {
        return db.sql("""
                        select * from attempt
                        where account_id = :account and attempt_id = :attempt and state = :state and expires_at > now()
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("state", state.name())
                .query(AttemptStore::attempt)
                .optional();
    }

    Optional<Attempt> findTwin(Attempts.Draft draft) {
        return db.sql("""
                        select * from attempt
                        where account_id = :account and kind = :kind and browser = :browser
                          and state in ('WAY_ASKED', 'CODE_ASKED', 'RESET_CODE_ASKED', 'REGISTRATION_CODE_ASKED', 'RECOVERY_CODE_ASKED')
                          and sent_to is not distinct from :to
                          and attempt_id <> :attempt and started_at > now() - make_interval(secs => :recent)
                        order by started_at desc limit 1
                        """)
                .param("account", draft.accountId())
                .param("kind", draft.cause().kind().name())
                .param("browser", draft.cause().browser())
                .param("to", draft.cause().sentTo())
                .param("attempt", draft.attemptId())
                .param("recent", SENT_TWICE.toSeconds())
                .query(AttemptStore::attempt)
                .optional();
    }

    boolean move(Attempt attempt, AttemptState next) {
        return db.sql("""
                        update attempt set state = :next, changed_at = now()
                        where account_id = :account and attempt_id = :attempt and state = :state and expires_at > now()
                        """)
                        .param("account", attempt.accountId())
                        .param("attempt", attempt.id())
                        .param("state", attempt.state().name())
                        .param("next", next.name())
                        .update()
                == 1;
    }

    Optional<Attempt> find(UUID accountId, UUID attemptId) {
        return db.sql("select * from attempt where account_id = :account and attempt_id = :attempt")
                .param("account", accountId)
                .param("attempt", attemptId)
                .query(AttemptStore::attempt)
                .optional();
    }

    boolean readdress(Attempt attempt, AttemptState next, String sentTo) {
        return db.sql("""
                        update attempt set state = :next, sent_to = :to, changed_at = now()
                        where account_id = :account and attempt_id = :attempt and state = :state and expires_at > now()
                        """)
                        .param("account", attempt.accountId())
                        .param("attempt", attempt.id())
                        .param("state", attempt.state().name())
                        .param("next", next.name())
                        .param("to", sentTo)
                        .update()
                == 1;
    }

    List<UUID> cancelAll(UUID accountId, @Nullable UUID except) {
        return db.sql("""
                        update attempt set state = 'CANCELLED', changed_at = now()
                        where account_id = :account and attempt_id is distinct from cast(:except as uuid)
                          and state not in ('RECOVERY_WAITS', 'SIGNED_IN', 'REFUSED', 'CANCELLED')
                        returning attempt_id
                        """)
                .param("account", accountId)
                .param("except", except)
                .query((row, n) -> row.getObject("attempt_id", UUID.class))
                .list();
    }

    private static Attempt attempt(ResultSet row, int n) throws SQLException {
        String cause = row.getString("reset_cause");
        String ways = row.getString("ways");
        return new Attempt(
                row.getObject("account_id", UUID.class),
                row.getObject("attempt_id", UUID.class),
                row.getString("reference"),
                AttemptKind.valueOf(row.getString("kind")),
                AttemptState.valueOf(row.getString("state")),
                row.getBoolean("stay"),
                row.getString("return_to"),
                row.getString("sent_to"),
                cause == null ? null : ResetCause.valueOf(cause),
                ways == null
                        ? Set.of()
                        : Stream.of(ways.split(",")).map(Authenticator::valueOf).collect(Collectors.toSet()),
                row.getObject("device_id", UUID.class),
                row.getTimestamp("changed_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
