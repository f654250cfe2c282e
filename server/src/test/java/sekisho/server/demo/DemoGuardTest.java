package sekisho.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DemoGuardTest {
    private final ApplicationContextRunner demo = new ApplicationContextRunner()
            .withUserConfiguration(DemoGuard.class)
            .withInitializer(context -> context.getEnvironment().addActiveProfile("demo"));

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", ""})
    void theDemoRefusesToBeReachedFromOtherMachines(String address) {
        demo.withPropertyValues("server.address=" + address)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("The demo is for this machine only"));
    }

    @Test
    void theDemoStartsOnLoopback() {
        demo.withPropertyValues("server.address=127.0.0.1")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
