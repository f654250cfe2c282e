-- What the member calls an account himself, where he has several: 家族用, 仕事用.
alter table account add column label text;

-- A browser greets its accounts by name, also when it is no longer recognised: forgotten_at ends the
-- recognition, removed_at and name_hidden end the greeting.
alter table device
    add column name_hidden boolean not null default false,
    add column removed_at  timestamptz;

-- The network in which the session began; `browser` and `system` say in which browser.
alter table session
    add column network_prefix text,
    add column asn            bigint;
