package sekisho.server.demo;

import java.io.PrintStream;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Makes the demo's members at the first start. It runs when the server is up, not while it is being
/// put together: a training run of the AOT cache ends there.
@Component
@Profile("demo")
class DemoStart implements ApplicationRunner {
    private final Cast cast;
    private final SupportDesk desk;
    private final PrintStream out = System.out;

    DemoStart(Cast cast, SupportDesk desk) {
        this.cast = cast;
        this.desk = desk;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        cast.requireOwnHouse();
        if (!cast.isThere()) {
            out.println("  Reading where addresses are …");
        }
        for (Person person : Person.values()) {
            int signIns = cast.seed(person);
            if (signIns > 0) {
                out.println("  %s: %d days, %d sign-ins".formatted(person.fullName(), Person.DAYS, signIns));
            }
        }
        desk.open();
    }
}
