package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sekisho.server.account.Accounts;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// K41 and K42: what a stranger sees, and what the server does for it, tells nothing about whether an
/// address has an account, or in which state it is.
class SameAnswersTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String WRONG = "not the password at all";

    @Test
    void k41_unknown_wrong_locked_and_disabled_look_the_same_at_sign_in() {
        Member locked = SERVER.register();
        for (int i = 0; i < 12; i++) {
            new Walk(SERVER, SERVER.visitor()).signIn(locked.email(), WRONG);
        }

        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("unknown", signIn(TestServer.freshEmail(), WRONG));
        seen.put("wrong", signIn(SERVER.register().email(), WRONG));
        seen.put("locked", signIn(locked.email(), WRONG));
        seen.put("locked, right password", signIn(locked.email(), TestServer.PASSWORD));
        seen.put("disabled", signIn(disabled(), WRONG));
        seen.put("disabled, right password", signIn(disabled(), TestServer.PASSWORD));
        seen.put("long password", signIn(SERVER.register().email(), "x".repeat(1000)));

        assertAlike(seen);
    }

    @Test
    void k41_an_empty_password_is_sent_back_before_anybody_looks_at_the_address() {
        Map<String, String> seen = new LinkedHashMap<>();
        double before = hashes();
        seen.put("unknown", signIn(TestServer.freshEmail(), ""));
        assertThat(hashes() - before).isZero();
        Member known = SERVER.register();
        Map<String, Integer> rows = Ledger.of(SERVER, known.email()).rows();
        before = hashes();
        seen.put("known", signIn(known.email(), ""));

        assertThat(hashes() - before).isZero();
        assertThat(Ledger.of(SERVER, known.email()).rows()).isEqualTo(rows);
        assertAlike(seen);
    }

    @Test
    void k41_unknown_known_and_disabled_look_the_same_from_the_forgotten_password_to_the_last_wrong_code() {
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("unknown", forgot(TestServer.freshEmail()));
        seen.put("known", forgot(known()));
        seen.put("disabled", forgot(disabled()));

        assertAlike(seen);
    }

    @Test
    void k41_half_an_hour_later_they_still_look_the_same() {
        Map<String, String> seen = new LinkedHashMap<>();
        Function<String, String> later = email -> {
            Visitor visitor = SERVER.visitor();
            visitor.post("/forgot", Map.of("email", email));
            Ledger ledger = Ledger.of(SERVER, email);
            ledger.age(1860);
            return print(visitor.get("/reset/code"), email);
        };
        seen.put("unknown", later.apply(TestServer.freshEmail()));
        seen.put("known", later.apply(known()));

        assertAlike(seen);
        assertThat(seen.get("known")).contains("パスワード再設定の確認コード");
    }

    @Test
    void k41_a_new_and_a_taken_address_look_the_same_at_registration() {
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("new", register(TestServer.freshEmail()));
        seen.put("taken", register(known()));
        seen.put("taken and disabled", register(disabled()));

        assertAlike(seen);
    }

    @Test
    void k42_every_sign_in_costs_one_hash_whatever_there_is_to_compare_with() {
        Member locked = SERVER.register();
        for (int i = 0; i < 12; i++) {
            new Walk(SERVER, SERVER.visitor()).signIn(locked.email(), WRONG);
        }
        Map<String, String[]> cases = Map.of(
                "unknown", new String[] {TestServer.freshEmail(), WRONG},
                "wrong", new String[] {SERVER.register().email(), WRONG},
                "right", new String[] {SERVER.register().email(), TestServer.PASSWORD},
                "locked", new String[] {locked.email(), TestServer.PASSWORD},
                "disabled", new String[] {disabled(), TestServer.PASSWORD},
                "oversize", new String[] {SERVER.register().email(), "x".repeat(1024)});

        cases.forEach((name, typed) -> {
            double before = hashes();
            new Walk(SERVER, SERVER.visitor().from(Addresses.SAO_PAULO)).signIn(typed[0], typed[1]);
            assertThat(hashes() - before).as(name).isEqualTo(1);
        });
    }

    @Test
    void k42_a_forgotten_password_writes_the_same_rows_whether_the_address_is_known_or_not() {
        List<Map<String, Integer>> written = new ArrayList<>();
        for (String email : List.of(TestServer.freshEmail(), known(), disabled())) {
            Ledger ledger = Ledger.of(SERVER, email);
            Map<String, Integer> before = ledger.rows();
            Visitor visitor = SERVER.visitor();
            visitor.post("/forgot", Map.of("email", email));
            for (int i = 0; i < 12; i++) {
                visitor.post("/reset/code", Map.of("code", "000000"));
            }
            written.add(ledger.rowsSince(before));
        }

        assertThat(written.get(1)).isEqualTo(written.get(0));
        assertThat(written.get(2)).isEqualTo(written.get(0));
        assertThat(written.getFirst().get("outbox_mail")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void k42_a_wrong_sign_in_writes_the_same_rows_whether_the_address_is_known_or_not() {
        List<Map<String, Integer>> written = new ArrayList<>();
        for (String email : List.of(TestServer.freshEmail(), known(), disabled())) {
            Ledger ledger = Ledger.of(SERVER, email);
            Map<String, Integer> before = ledger.rows();
            signIn(email, WRONG);
            written.add(ledger.rowsSince(before));
        }

        assertThat(written.get(1)).isEqualTo(written.get(0));
        assertThat(written.get(2)).isEqualTo(written.get(0));
    }

    private static String signIn(String email, String password) {
        Visitor visitor = SERVER.visitor();
        Answer form = visitor.get("/signin");
        Answer answer = visitor.post("/signin", Map.of("email", email, "password", password));
        assertThat(answer.status()).isEqualTo(422);
        return print(form, email) + print(answer, email) + print(visitor.get("/signin"), email) + names(visitor);
    }

    private static String forgot(String email) {
        Visitor visitor = SERVER.visitor();
        StringBuilder seen = new StringBuilder();
        seen.append(print(visitor.post("/forgot", Map.of("email", email)), email));
        seen.append(print(visitor.get("/reset/code"), email));
        seen.append(print(visitor.get("/signin"), email));
        for (int i = 0; i < 13; i++) {
            seen.append(print(visitor.post("/reset/code", Map.of("code", "00000" + i % 10)), email));
        }
        seen.append(print(visitor.post("/reset/code/resend", Map.of()), email));
        seen.append(print(visitor.post("/reset/code/resend", Map.of()), email));
        seen.append(print(visitor.get("/reset/password"), email));
        return seen + names(visitor);
    }

    private static String register(String email) {
        Visitor visitor = SERVER.visitor();
        StringBuilder seen = new StringBuilder();
        seen.append(print(visitor.post("/register", Map.of("email", email, "name", "山田 花子")), email));
        seen.append(print(visitor.get("/register/code"), email));
        for (int i = 0; i < 13; i++) {
            seen.append(print(visitor.post("/register/code", Map.of("code", "00000" + i % 10)), email));
        }
        seen.append(print(visitor.post("/register/code/resend", Map.of()), email));
        seen.append(print(visitor.get("/register/password"), email));
        return seen + names(visitor);
    }

    /// A member whose registration, and its mail, were some days ago.
    private static String known() {
        String email = SERVER.register().email();
        Ledger.of(SERVER, email).nextDay();
        return email;
    }

    private static String disabled() {
        String email = known();
        SERVER.bean(Accounts.class).disable(Ledger.of(SERVER, email).accountId());
        return email;
    }

    /// All of an answer but what is random, the time, the typed address itself, and whether the server
    /// ends the connection, which it does after a hundred requests of whatever kind.
    private static String print(Answer answer, String email) {
        StringBuilder text = new StringBuilder().append(answer.status()).append('\n');
        answer.raw().headers().map().forEach((name, values) -> {
            if (!List.of("date", "connection").contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> text.append(name)
                        .append(": ")
                        .append(
                                name.equalsIgnoreCase("Set-Cookie")
                                        ? value.replaceAll("^([^=]+)=[^;]+", "$1=…")
                                                .replaceAll("Expires=[^;]+", "Expires=…")
                                        : name.equalsIgnoreCase("Content-Length") ? "…" : value)
                        .append('\n'));
            }
        });
        return text.append(answer.body()
                        .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "csrf")
                        .replace(email, "ADDRESS")
                        .replaceAll("m••••.@mail\\.example", "MASKED")
                        .replaceAll("\\b[2-9A-Z]{2}-[2-9A-Z]{4}\\b", "REFERENCE")
                        .replaceAll("datetime=\"[^\"]+\"", "datetime")
                        .replaceAll("\\d{1,2}時\\d{2}分", "TIME"))
                .append('\n')
                .toString();
    }

    private static String names(Visitor visitor) {
        return visitor.cookies().keySet().stream().sorted().toList().toString();
    }

    private static void assertAlike(Map<String, String> seen) {
        String first = seen.values().iterator().next();
        assertThat(first).doesNotContain("member");
        seen.forEach((name, text) -> assertThat(text).as(name).isEqualTo(first));
    }

    private static double hashes() {
        return SERVER.bean(MeterRegistry.class)
                .get("sekisho.password.hashes")
                .counter()
                .count();
    }
}
