package sekisho.server.mail;

import java.time.Duration;
import java.util.List;

/// How fast the relay works.
///
/// @param connections how many mails are handed over at once by this process
/// @param poll how long it sleeps when nothing wakes it
/// @param connectLimit longest time to reach the mail server and greet it
/// @param sendLimit longest time of one hand-over, from `MAIL FROM` to the last answer
/// @param lease how long a mail belongs to one worker; longer than both limits together
/// @param pauses before the second, third, … try; the last one repeats
record Pace(
        int connections,
        Duration poll,
        Duration connectLimit,
        Duration sendLimit,
        Duration lease,
        List<Duration> pauses) {
    static final Pace NORMAL = new Pace(
            8,
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(90),
            Duration.ofMinutes(3),
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15)));

    Pace {
        pauses = List.copyOf(pauses);
    }

    Duration pauseAfter(int tries) {
        return pauses.get(Math.min(tries, pauses.size()) - 1);
    }
}
