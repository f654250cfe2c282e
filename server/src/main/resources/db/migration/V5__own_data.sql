-- What a member said of a judgement afterwards. It changes no decision.
create table label (
    account_id uuid        not null,
    attempt_id uuid        not null,
    verdict    text        not null,
    source     text        not null,
    said_at    timestamptz not null default now(),
    primary key (account_id, attempt_id)
);

-- A change of the e-mail address under way, at most one an account: nothing of it holds before both mailboxes are proved.
create table email_change (
    account_id uuid        primary key,
    change_id  uuid        not null,
    reference  text        not null,
    new_email  text        not null,
    expires_at timestamptz not null
);

-- An address that an account has left, and until when whoever reads its mails can have it back.
create table email_undo (
    account_id     uuid        not null,
    undo_id        uuid        not null,
    reference      text        not null,
    old_email      text        not null,
    old_identifier text        collate "C" not null,
    changed_at     timestamptz not null default now(),
    expires_at     timestamptz not null,
    closed_at      timestamptz,
    primary key (account_id, undo_id)
);
create index email_undo_of_address on email_undo (old_identifier, reference);
