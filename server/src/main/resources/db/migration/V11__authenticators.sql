-- The proofs that the account could give when the policy decided: names of engine.Authenticator, a comma between them.
-- Null where something else than the policy decided, and in records that are older than this column.
alter table decision_record add column authenticators text;
