-- Which key files this database was written with: a mark made by each, so that a lost key is noticed at the start.
create table server_key (
    key_id text primary key,
    mark   bytea not null
);

-- Every table that belongs to an account has account_id as the first column of its key, and a transaction
-- touches one account only. Times come from the database's clock: now().

create table account (
    account_id   uuid primary key,
    name         text        not null,
    name_kana    text,
    email        text        not null,
    phone        text,
    locale       text        not null,
    created_at   timestamptz not null default now(),
    disabled_at  timestamptz
);

-- Look-up by e-mail: its own table, keyed by the canonical form (account.EmailAddress).
-- All accounts on one address share the salt, so that one Argon2 run compares with all of them.
create table login_identifier (
    identifier text  collate "C" not null,
    account_id uuid  not null,
    salt       bytea not null,
    primary key (identifier, account_id)
);
create unique index one_account_an_address on login_identifier (identifier);

create table credential (
    account_id     uuid primary key,
    encoded        text        not null,
    set_at         timestamptz not null default now(),
    unsafe_cause   text,
    unsafe_since   timestamptz
);

create table credential_history (
    account_id uuid        not null,
    set_at     timestamptz not null default now(),
    seq        bigint      generated always as identity,
    encoded    text        not null,
    primary key (account_id, seq)
);

create table device (
    account_id       uuid        not null,
    device_id        uuid        not null,
    token_hash       bytea       not null,
    old_token_hash   bytea,
    old_token_until  timestamptz,
    browser          text,
    system           text,
    device_type      text,
    created_at       timestamptz not null default now(),
    last_used_at     timestamptz not null default now(),
    expires_at       timestamptz not null,
    forgotten_at     timestamptz,
    primary key (account_id, device_id)
);

create table session (
    account_id   uuid        not null,
    session_id   uuid        not null,
    token_hash   bytea       not null,
    device_id    uuid,
    attempt_id   uuid        not null,
    stay         boolean     not null,
    browser      text,
    system       text,
    place        text,
    started_at   timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    ended_at     timestamptz,
    end_cause    text,
    primary key (account_id, session_id)
);

-- One sign-in (or forgotten password) from its first form to its end. The state is signin.AttemptState.
create table attempt (
    account_id   uuid        not null,
    attempt_id   uuid        not null,
    token_hash   bytea       not null,
    reference    text        not null,
    kind         text        not null,
    state        text        not null,
    stay         boolean     not null,
    browser      text,
    return_to    text,
    sent_to      text,
    reset_cause  text,
    started_at   timestamptz not null default now(),
    changed_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    primary key (account_id, attempt_id)
);

create table one_time_code (
    account_id  uuid        not null,
    code_id     uuid        not null,
    attempt_id  uuid        not null,
    purpose     text        not null,
    code_mac    bytea       not null,
    sent_to     text        not null,
    tries       int         not null default 0,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    redeemed_at timestamptz,
    retired_at  timestamptz,
    primary key (account_id, code_id)
);
create index one_time_code_of_attempt on one_time_code (account_id, attempt_id);

-- The evidence rows on which gates open: who proved what, for which attempt and purpose, when, consumed by what.
create table proof (
    account_id    uuid        not null,
    proof_id      uuid        not null,
    attempt_id    uuid        not null,
    purpose       text        not null,
    authenticator text        not null,
    proved_at     timestamptz not null default now(),
    expires_at    timestamptz not null,
    consumed_at   timestamptz,
    consumed_by   text,
    primary key (account_id, proof_id)
);

-- Guesses evaluated and mails sent, by account, purpose, lane (unknown clients, or one recognised device) and window.
create table budget (
    account_id   uuid        not null,
    purpose      text        not null,
    lane         text        not null,
    window_start timestamptz not null,
    used         int         not null,
    primary key (account_id, purpose, lane, window_start)
);

-- Append-only: one row a decision, written before the server acts on it.
create table decision_record (
    account_id     uuid        not null,
    attempt_id     uuid        not null,
    reference      text        not null,
    decided_at     timestamptz not null default now(),
    kind           text        not null,
    decision       text        not null,
    evidence       jsonb       not null,
    assessment     jsonb,
    policy_version text        not null,
    engine_version text        not null,
    primary key (account_id, attempt_id)
);

-- Append-only: what became of a decision.
create table outcome_record (
    account_id  uuid        not null,
    attempt_id  uuid        not null,
    seq         bigint      generated always as identity,
    happened_at timestamptz not null default now(),
    outcome     text        not null,
    detail      text,
    primary key (account_id, attempt_id, seq)
);

-- What the engine remembers of an account: engine.AccountHistory in its own compact form.
create table account_history (
    account_id uuid primary key,
    history    bytea       not null,
    version    bigint      not null default 0,
    changed_at timestamptz not null default now()
);

-- How common each value is among all members. No account in it.
create table population_count (
    feature text             not null,
    value   text             not null,
    weight  double precision not null,
    primary key (feature, value)
);

-- The transactional outbox. The body holds ●●●●●● where the code stands; the code itself is in `secret`
-- only until the mail server has accepted the mail. State: QUEUED, then SENT or DEAD (given up); VOID is never sent.
create table outbox_mail (
    account_id    uuid        not null,
    mail_id       uuid        not null,
    kind          text        not null,
    message_id    text        not null,
    recipient     text        not null,
    subject       text        not null,
    body          text        not null,
    locale        text        not null,
    reference     text,
    secret        text,
    state         text        not null default 'QUEUED',
    tries         int         not null default 0,
    in_doubt      int         not null default 0,
    created_at    timestamptz not null default now(),
    next_try_at   timestamptz not null default now(),
    give_up_at    timestamptz not null,
    leased_until  timestamptz,
    sent_at       timestamptz,
    last_error    text,
    primary key (account_id, mail_id)
);
create index outbox_mail_due on outbox_mail (next_try_at) where state = 'QUEUED';
create index outbox_mail_dead on outbox_mail (created_at) where state = 'DEAD';
create index outbox_mail_void on outbox_mail (give_up_at) where state = 'VOID';

-- A registration in progress: nothing of it is an account until its mailbox is proved.
create table registration (
    account_id uuid not null,
    attempt_id uuid not null,
    email      text not null,
    name       text not null,
    name_kana  text,
    phone      text,
    locale     text not null,
    primary key (account_id, attempt_id)
);
