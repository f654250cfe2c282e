package sekisho.server.selfservice.web;

/// What the page `selfservice/message` shows (`/account/messages/…`): one mail to the member, its code
/// masked.
///
/// @param recipient where it went, masked
public record MessagePage(MessagesPage.Row row, String recipient, String body) {}
