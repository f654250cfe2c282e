-- The text of the pages that an attempt showed, as it was; what was secret in it is masked.
create table shown_page (
    account_id uuid        not null,
    attempt_id uuid        not null,
    seq        bigint      generated always as identity,
    path       text        not null,
    locale     text        not null,
    title      text        not null,
    text       text        not null,
    shown_at   timestamptz not null default now(),
    primary key (account_id, attempt_id, seq)
);
