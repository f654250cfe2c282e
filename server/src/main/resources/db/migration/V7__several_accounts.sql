-- Up to five accounts share an address. `slot` bounds them: each takes one, and there are five.
-- The one that has been there longest stands for the address where the password hasn't told which is meant.
drop index one_account_an_address;
alter table login_identifier
    add column slot      smallint    not null default 1 check (slot between 1 and 5),
    add column joined_at timestamptz not null default now();
alter table login_identifier alter column slot drop default;
create unique index login_identifier_slot on login_identifier (identifier, slot);
create index login_identifier_account on login_identifier (account_id);

-- What a further account on an address will be called.
alter table registration add column label text;
