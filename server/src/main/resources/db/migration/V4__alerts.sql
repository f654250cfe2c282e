-- What an owner said when he was asked "Was this you?". No row: nothing yet.
create table alert_answer (
    account_id     uuid        not null,
    attempt_id     uuid        not null,
    asked_at       timestamptz not null default now(),
    numbers_tried  int         not null default 0,
    claimed_at     timestamptz,
    reported_at    timestamptz,
    password_off   boolean     not null default false,
    sessions_ended int         not null default 0,
    undone_at      timestamptz,
    primary key (account_id, attempt_id)
);

-- What an account's history was before each sign-in that taught it something, so that one can be unlearned.
create table lesson (
    account_id     uuid        not null,
    attempt_id     uuid        not null,
    seq            bigint      generated always as identity,
    taught_at      timestamptz not null default now(),
    history_before bytea       not null,
    primary key (account_id, attempt_id)
);
