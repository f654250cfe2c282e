-- What staff did, one entry after the other without a gap, each with a MAC under a server key over its fields and the
-- MAC before it: audit.AuditChain. No column is called account_id, since an entry outlives the account that it is about.
create table audit_record (
    seq          bigint primary key,
    at           timestamptz not null,
    staff_id     uuid        not null,
    staff_name   text        not null,
    role         text        not null,
    action       text        not null,
    about_id     uuid,
    case_number  text,
    reason       text,
    previous_mac bytea       not null,
    mac          bytea       not null,
    key_id       text        not null
);
create index audit_record_of_staff on audit_record (staff_id, seq);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit_record is append-only';
end $$;
create trigger audit_append_only before update or delete or truncate on audit_record
    for each statement execute function refuse_audit_change();
-- Also where replication or a restore switches triggers off.
alter table audit_record enable always trigger audit_append_only;

-- Unusually many cases opened by one of the staff: at most one alarm for each and clock hour.
create table opening_alarm (
    staff_id   uuid        not null,
    hour       timestamptz not null,
    staff_name text        not null,
    openings   integer     not null,
    usual      integer     not null,
    refused    boolean     not null default false,
    raised_at  timestamptz not null default now(),
    primary key (staff_id, hour)
);

-- Staff, apart from members. Whoever hasn't joined yet, or is invited anew, has no password.
create table staff (
    staff_id       uuid primary key,
    name           text        not null,
    folded_name    text        collate "C" not null unique,
    role           text        not null,
    encoded        text,
    totp_nonce     bytea,
    totp_key_id    text,
    -- The last step of the clock whose code was used: each is used once.
    totp_step      bigint,
    invited_at     timestamptz not null default now(),
    joined_at      timestamptz,
    disabled_at    timestamptz
);

-- An open invitation, and what was chosen with it until a code proves the authenticator app.
create table staff_invitation (
    staff_id    uuid primary key references staff,
    code_mac    bytea       not null,
    key_id      text        not null,
    expires_at  timestamptz not null,
    join_hash   bytea,
    encoded     text,
    totp_nonce  bytea,
    totp_key_id text
);

create table staff_session (
    staff_id     uuid        not null references staff,
    session_id   uuid        not null,
    token_hash   bytea       not null,
    -- Tells the browser that it began in, also when it has ended.
    browser_hash bytea       not null,
    started_at   timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    ended_at     timestamptz,
    primary key (staff_id, session_id)
);
