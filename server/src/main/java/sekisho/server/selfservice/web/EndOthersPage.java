package sekisho.server.selfservice.web;

/// What the page `selfservice/end-others` shows: the question before all other sessions are ended.
public record EndOthersPage(int otherSessions) {}
