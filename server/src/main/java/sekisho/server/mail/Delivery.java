package sekisho.server.mail;

/// How the hand-over of a mail to the mail server ended. `why` is for the operator.
sealed interface Delivery {
    /// The mail server has taken the mail over.
    record Accepted() implements Delivery {}

    /// It hasn't got the mail, and may take it later.
    record Deferred(String why) implements Delivery {}

    /// It will never take this mail.
    record Refused(String why) implements Delivery {}

    /// It may have got the mail: the text was on its way and no answer came.
    record Doubtful(String why) implements Delivery {}

    /// Nothing was sent: another worker has the mail by now, or it was in doubt twice.
    record NotOurs() implements Delivery {}
}
