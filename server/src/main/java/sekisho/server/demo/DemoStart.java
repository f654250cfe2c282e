package sekisho.server.demo;

import java.io.PrintStream;
import java.time.Duration;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.server.risk.Places;

/// Makes the demo's members at the first start. It runs when the server is up, not while it is being put together:
/// a training run of the AOT cache ends there.
@Component
@Profile("demo")
class DemoStart implements ApplicationRunner {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Places places;
    private final Cast cast;
    private final PrintStream out = System.out;

    DemoStart(Places places, Cast cast) {
        this.places = places;
        this.cast = cast;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        cast.requireOwnHouse();
        out.println("  Reading where addresses are …");
        if (!places.awaitLoaded(PATIENCE)) {
            out.println("  That takes long; until it is done, places are not known.");
        }
        for (Person person : Person.values()) {
            int signIns = cast.seed(person);
            if (signIns > 0) {
                out.println("  %s: %d days, %d sign-ins".formatted(person.fullName(), Person.DAYS, signIns));
            }
        }
    }
}
