-- What all members together taught until a full hour: engine.Population and the scores that keep the budgets of the
-- policy, each in its own compact form. The last hours, and no account in them.
create table population_hour (
    counted_until timestamptz primary key,
    population    bytea       not null,
    budgets       bytea
);

-- It holds at once; the lessons of the last one or two hours are counted once more.
insert into population_hour (counted_until, population)
select date_trunc('hour', now(), 'UTC') - interval '1 hour', state from population;

-- Lessons are counted by the time at which they were taught.
create index lesson_taught_at on lesson (taught_at);

-- population is used no more. It stays for now: a server of the version before, which still runs while this one
-- starts, writes to it.
drop table population_count;
