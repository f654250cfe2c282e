-- A saved recovery code: worth one way back in. The code itself is nowhere; its keyed hash names the key.
create table recovery_code (
    account_id  uuid        not null,
    code_mac    bytea       not null,
    key_id      text        not null,
    made_at     timestamptz not null default now(),
    redeemed_at timestamptz,
    voided_at   timestamptz,
    primary key (account_id, code_mac)
);

-- A recovery that waits for its time, at most one an account; rows of unknown addresses stand under their phantom.
-- It is ripe from `ripe_at` until `expires_at`, unless it ended before; `told` says whether there was an owner who was
-- told of it, without which nothing can be finished. End: COMPLETED, STOPPED, EXPIRED, or at once ANOTHER_WAITS, REFUSED.
create table waiting_recovery (
    account_id  uuid        not null,
    recovery_id uuid        not null,
    attempt_id  uuid        not null,
    reference   text        not null,
    new_email   text        not null,
    locale      text        not null,
    told        boolean     not null,
    started_at  timestamptz not null default now(),
    ripe_at     timestamptz not null,
    expires_at  timestamptz not null,
    reminded_at timestamptz,
    ended_at    timestamptz,
    end_cause   text,
    primary key (account_id, recovery_id)
);
create unique index one_recovery_waits on waiting_recovery (account_id) where ended_at is null;
create index waiting_recovery_open on waiting_recovery (started_at) where ended_at is null;
