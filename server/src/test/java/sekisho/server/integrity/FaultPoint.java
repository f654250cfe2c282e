package sekisho.server.integrity;

/// Where the server dies in a reset (security.md 4.3: S0 to S10), said by the SQL that goes by: so the
/// product needs no hooks.
enum FaultPoint {
    /// S0/S1: the code and its mail are written, but not committed.
    CODE_NOT_COMMITTED(Step.SEND_CODE, When.BEFORE_COMMIT, "insert into one_time_code"),
    /// S1/S2: code and mail are committed, the mail isn't sent.
    CODE_COMMITTED(Step.SEND_CODE, When.AFTER_COMMIT, "insert into one_time_code"),
    /// S2/S3: the mail server has the code, the outbox doesn't know it yet.
    CODE_MAIL_ACCEPTED(Step.SEND_CODE, When.BEFORE_STATEMENT, "update outbox_mail set state = 'SENT'"),
    /// S3/S4: the outbox knows it.
    CODE_MAIL_MARKED(Step.SEND_CODE, When.AFTER_STATEMENT, "update outbox_mail set state = 'SENT'"),
    /// S4: the code is used up, but not committed.
    CODE_USED_UP(Step.GIVE_CODE, When.AFTER_STATEMENT, "update one_time_code set tries"),
    /// S5/S6: code and proof are committed, the page isn't sent.
    PROVED(Step.GIVE_CODE, When.AFTER_COMMIT, "insert into proof"),
    /// S6/S7: the new password is checked and hashed, nothing is changed.
    PASSWORD_CHECKED(Step.CHOOSE, When.BEFORE_STATEMENT, "update proof set consumed_at"),
    /// S7: proof used up and password stored, sessions not ended yet.
    PASSWORD_STORED(Step.CHOOSE, When.AFTER_STATEMENT, "insert into credential_history"),
    /// S7, F3: at the same place it is PostgreSQL that dies.
    DATABASE_DIES(Step.CHOOSE, When.AFTER_STATEMENT, "insert into credential_history"),
    /// S7/S9, F2: all of it is committed, the answer isn't sent.
    CHANGE_COMMITTED(Step.CHOOSE, When.AFTER_COMMIT, "insert into credential_history"),
    /// S9/S10: the mail server has the notice, the outbox doesn't know it yet.
    NOTICE_ACCEPTED(Step.CHOOSE, When.BEFORE_STATEMENT, "update outbox_mail set state = 'SENT'"),
    /// After S10.
    NOTICE_MARKED(Step.CHOOSE, When.AFTER_STATEMENT, "update outbox_mail set state = 'SENT'");

    /// What the member does when it happens.
    enum Step {
        SEND_CODE,
        GIVE_CODE,
        CHOOSE
    }

    enum When {
        BEFORE_STATEMENT,
        AFTER_STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final Step step;
    private final When when;
    private final String sql;

    FaultPoint(Step step, When when, String sql) {
        this.step = step;
        this.when = when;
        this.sql = sql;
    }

    Step step() {
        return step;
    }

    /// Whether this is the place.
    boolean isAt(When moment, String executed) {
        return when == moment && executed.contains(sql);
    }
}
