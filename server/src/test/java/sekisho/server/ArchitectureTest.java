package sekisho.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The arrows of the house: ARCHITECTURE.md draws them, this test holds them.
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sekisho");

    @Test
    void features_are_acyclic_and_keep_their_insides_to_themselves() {
        ApplicationModules.of(SekishoServer.class).verify();
    }

    @Test
    void arrows_point_down_only() {
        String[] edges = {"demo", "retention", "console", "support", "selfservice", "notice", "registration"};
        String[] flow = {"recovery", "signin"};
        String[] means = {"challenge", "risk", "staff"};
        String[] facts = {"password", "device", "session"};
        String[] ground = {"account", "mail", "record", "hotstate", "audit", "platform"};
        String[][] rows = {edges, flow, means, facts, ground};
        for (int lower = 1; lower < rows.length; lower++) {
            for (int upper = 0; upper < lower; upper++) {
                check(noClasses()
                        .that()
                        .resideInAnyPackage(packages(rows[lower]))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages(rows[upper]))
                        .because("what lies below knows nothing of what stands on it"));
            }
        }
    }

    @Test
    void the_engine_knows_only_java_jspecify_and_datasketches() {
        check(classes()
                .that()
                .resideInAPackage("sekisho.engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("sekisho.engine..", "java..", "org.jspecify..", "org.apache.datasketches..")
                .because("replay, explanation and tests need an engine without clock, I/O and framework"));
    }

    @Test
    void servlet_and_web_types_stay_at_the_edge() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..web..", "..demo..", "..platform.postgres..")
                .and()
                .resideInAPackage("sekisho..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.security..")
                .because("rules that know HTTP can't be replayed or tested as values"));
    }

    @Test
    void time_and_chance_come_from_outside() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Random.class)
                .because("time comes from the Clock or the database, secrets from SecureRandom"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..platform..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("there is one clock"));
    }

    @Test
    void work_runs_straight_on_virtual_threads() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CompletableFuture.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .because("straight blocking code on virtual threads is the one way here"));
    }

    @Test
    void letter_case_changes_with_a_locale_only() {
        check(noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .because("the letter i of a Turkish server is another one"));
    }

    @Test
    void only_stores_speak_sql() {
        check(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .resideInAPackage("sekisho.server..")
                .and()
                .resideOutsideOfPackages("..platform..", "..demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..")
                .because("a query has one home"));
    }

    @Test
    void names_say_what_a_thing_is() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Factory|Service|Dto)")
                .because("such a name says nothing"));
    }

    @Test
    void optional_is_an_answer_never_a_field() {
        check(noFields().should().haveRawType(Optional.class).because("a field that may be missing is @Nullable"));
    }

    private static String[] packages(String[] features) {
        String[] names = new String[features.length];
        for (int i = 0; i < features.length; i++) {
            names[i] = "sekisho.server." + features[i] + "..";
        }
        return names;
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }
}
