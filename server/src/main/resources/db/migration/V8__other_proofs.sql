-- The ways in which an attempt may be proved, where its member can choose: names of engine.Authenticator, a comma
-- between them. And the device whose token came with it: it can't be the one that confirms it.
alter table attempt
    add column ways      text,
    add column device_id uuid;

-- A sign-in that waits to be confirmed on another device, by the number that its page shows. confirmed_by is the session.
create table device_check (
    account_id   uuid        not null,
    attempt_id   uuid        not null,
    asked_at     timestamptz not null default now(),
    expires_at   timestamptz not null,
    tries        int         not null default 0,
    confirmed_at timestamptz,
    confirmed_by uuid,
    primary key (account_id, attempt_id)
);

-- A member's security question: which of ours, and his folded answer, hashed as a password is. Only where the site wants it.
create table security_question (
    account_id uuid        primary key,
    question   text        not null,
    encoded    text        not null,
    set_at     timestamptz not null default now()
);
