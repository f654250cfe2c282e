package sekisho.server.selfservice.web;

/// What the page `selfservice/home` shows (`/account`).
public record HomePage(String name, String email) {}
