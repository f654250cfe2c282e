-- Whoever holds a mail in hand may look its reference number up without saying who he is.
create index outbox_mail_reference on outbox_mail (reference, created_at);

-- Mails to nobody are kept for as long as that look-up answers, and go by their age.
drop index outbox_mail_void;
create index outbox_mail_void on outbox_mail (created_at) where state = 'VOID';
