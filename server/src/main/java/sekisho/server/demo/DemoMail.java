package sekisho.server.demo;

import java.time.Instant;

/// A mail that arrived in the demo's mailbox.
///
/// @param to the address that it went to
/// @param text the whole text
public record DemoMail(String subject, String to, String text, Instant received) {}
