-- What is common among all members: engine.Population in its own compact form. One row, and no account in it.
create table population (
    id         smallint    primary key check (id = 1),
    state      bytea       not null,
    version    bigint      not null default 0,
    changed_at timestamptz not null default now()
);

-- population_count is used no more. It stays for now: a server of the version before, which still runs while this
-- one starts, writes to it. What it holds can't be moved: the new form counts how often something was new, too.

-- Histories of format 1 (their first byte) can't be read any more: they don't hold how often something was new to
-- the member, without which newness can't be judged. These members begin anew: a recognised browser is still
-- recognised, whoever comes in another one is asked for a proof once, and that teaches the first habits.
delete from account_history where substring(history from 1 for 1) = '\x01'::bytea;
delete from lesson where substring(history_before from 1 for 1) = '\x01'::bytea;
