/// Mails to members: written, kept in the transactional outbox with their cause, and relayed to real SMTP.
@org.jspecify.annotations.NullMarked
package sekisho.server.mail;
