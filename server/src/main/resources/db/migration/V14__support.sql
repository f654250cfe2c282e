-- A browser whose visitor proves a mailbox, to write to support without signing in. Its code is one of one_time_code.
create table support_access (
    account_id uuid        not null,
    access_id  uuid        not null,
    token_hash bytea       not null,
    mailbox    text        not null,
    topic      text        not null,
    reference  text,
    expires_at timestamptz not null,
    proved_at  timestamptz,
    primary key (account_id, access_id)
);

-- What support works on: an inquiry, or a sign-in that an agent looked up.
create table support_case (
    account_id    uuid        not null,
    case_id       uuid        not null,
    number        text        not null,
    origin        text        not null,
    topic         text        not null,
    -- As the member told it; attempt_id is the sign-in only if that is one of his own.
    reference     text,
    attempt_id    uuid,
    -- The mailbox that a code has proved; null where the member was signed in, or an agent looked it up.
    mailbox       text,
    -- Whether there was an account with that mailbox.
    account_known boolean     not null,
    locale        text        not null,
    state         text        not null,
    opened_at     timestamptz not null default now(),
    -- Since when a message of the member waits for its answer.
    waiting_since timestamptz,
    closed_at     timestamptz,
    primary key (account_id, case_id)
);
create unique index support_case_number on support_case (number);
create index support_case_waiting on support_case (waiting_since) where waiting_since is not null;

create table case_message (
    account_id uuid        not null,
    case_id    uuid        not null,
    seq        bigint      generated always as identity,
    author     text        not null,
    -- Who of the staff wrote it: read by nothing, kept as a trace.
    staff_id   uuid,
    role       text,
    text       text        not null,
    -- Of a reply: whether it was sent as it was suggested, and how long its message had waited.
    unchanged  boolean,
    waited     interval,
    written_at timestamptz not null default now(),
    primary key (account_id, case_id, seq)
);
create index case_message_replied on case_message (written_at) where author = 'STAFF';

-- What support did, for the member to read: no name, but the role.
create table case_event (
    account_id  uuid        not null,
    case_id     uuid        not null,
    seq         bigint      generated always as identity,
    kind        text        not null,
    staff_id    uuid        not null,
    role        text        not null,
    reason      text,
    happened_at timestamptz not null default now(),
    primary key (account_id, case_id, seq)
);

-- A two-digit number that a caller reads out of his own account.
create table caller_check (
    account_id    uuid        not null,
    check_id      uuid        not null,
    case_id       uuid        not null,
    started_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    tries         int         not null default 0,
    shown_at      timestamptz,
    -- When the session that saw the number first had begun, and in which browser.
    shown_since   timestamptz,
    shown_browser text,
    shown_system  text,
    passed_at     timestamptz,
    denied_at     timestamptz,
    primary key (account_id, check_id)
);

-- A recovery that one agent asks for and another one starts. The address is one that a code has proved.
create table recovery_request (
    account_id   uuid        not null,
    request_id   uuid        not null,
    case_id      uuid        not null,
    new_email    text        not null,
    new_locale   text        not null,
    reason       text        not null,
    requested_by uuid        not null,
    requested_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    -- Who decided and whether it was started are read by nothing: both are kept as a trace.
    decided_by   uuid,
    decided_at   timestamptz,
    started      boolean,
    primary key (account_id, request_id)
);

-- A sign-in is looked up by the reference number that a member tells.
create index decision_record_reference on decision_record (reference);

-- A text that agents may put into an answer, once another lead than its writer has released it.
create table reply_template (
    template_id uuid primary key,
    name        text        not null,
    text_ja     text        not null,
    text_en     text        not null,
    written_by  uuid        not null,
    written_at  timestamptz not null default now(),
    -- Read by nothing, kept as a trace.
    released_by uuid,
    released_at timestamptz,
    removed_at  timestamptz
);
