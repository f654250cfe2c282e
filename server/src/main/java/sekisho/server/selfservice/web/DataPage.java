package sekisho.server.selfservice.web;

/// What the page `selfservice/data` shows (`/account/data`).
///
/// @param most how many sign-ins and mails the file has at most
public record DataPage(int most) {}
