-- Sign-ins that their owners reported, as attacks that the population learns from: engine.AttackReport in its own
-- compact form, which holds the time and the trust too.
create table attack_report (
    account_id  uuid        not null,
    attempt_id  uuid        not null,
    reported_at timestamptz not null,
    report      bytea       not null,
    counted     boolean     not null default false,
    primary key (account_id, attempt_id)
);

create index attack_report_not_counted on attack_report (reported_at) where not counted;
