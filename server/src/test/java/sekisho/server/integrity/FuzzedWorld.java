package sekisho.server.integrity;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.password.Passwords;
import sekisho.server.platform.AccountToken;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// Two browsers, two accounts and a few newcomers, walked at random over real HTTP; and the model that
/// says after each answer whether it was due. The model knows only what was sent and what was mailed;
/// every few dozen steps [EvidenceRows] looks at the rows besides.
final class FuzzedWorld implements Callable<Tally> {
    private static final String SESSION = "sekisho-session";
    private static final String ATTEMPT = "sekisho-attempt";
    private static final String CSRF = "sekisho-csrf";
    private static final int STEPS_AN_HOUR = 70;
    private static final int STEPS_A_SEASON = 700;
    private static final List<String> PAGES = List.of(
            "/",
            "/signin",
            "/signin?another=true",
            "/signin/confirm",
            "/signin/accounts",
            "/signin/code",
            "/reset",
            "/reset/code",
            "/reset/account",
            "/reset/password",
            "/forgot",
            "/register",
            "/register/code",
            "/register/another",
            "/register/password",
            "/account",
            "/account/sign-ins",
            "/account/devices",
            "/account/sessions/end-others",
            "/account/sign-ins/SK-0000-0000/why",
            "/alerts/SK-0000",
            "/signin/way",
            "/signin/device",
            "/recover",
            "/recover/code",
            "/recover/wait",
            "/recover/address",
            "/recover/address/code",
            "/recover/waiting",
            "/recover/password",
            "/account/recovery-codes",
            "/account/email",
            "/account/email/code",
            "/account/delete",
            "/account/this-device",
            "/account/messages",
            "/email-undo",
            "/done",
            "/signed-out");
    private static final List<String> CODE_FORMS =
            List.of("/signin/code", "/reset/code", "/register/code", "/recover/address/code", "/account/email/code");
    private static final List<String> BARE_FORMS = List.of(
            "/reset",
            "/signin/code/resend",
            "/reset/code/resend",
            "/register/code/resend",
            "/signout",
            "/signin/device",
            "/signin/device/cancel",
            "/recover/address/code/resend",
            "/account/recovery/stop",
            "/account/recovery-codes/code",
            "/account/delete/code",
            "/account/sessions/end-others");

    private final TestServer server;
    private final JdbcClient db;
    private final Accounts accounts;
    private final Passwords passwords;
    private final int number;
    private final long seed;
    private final int most;
    private final Random random;
    private final Tally tally = new Tally();
    private final Deque<String> tail = new ArrayDeque<>();

    private int steps;
    private int names;
    private List<Browser> browsers = List.of();

    /// Everybody with a password, by account.
    private final Map<UUID, Member> members = new LinkedHashMap<>();

    /// Addresses that have no account yet.
    private final Map<UUID, String> newcomers = new LinkedHashMap<>();

    /// For which purpose a code was rightly given in an attempt, by its cookie, and not used up since.
    private final Map<String, String> proved = new HashMap<>();

    /// All attempts that ever came so far.
    private final Set<String> everProved = new HashSet<>();

    /// Attempts whose time was made to run out.
    private final Set<String> expiredAttempts = new HashSet<>();

    private final Set<UUID> redeemedMails = new HashSet<>();
    private final Map<String, Integer> wrongTriesBefore = new HashMap<>();

    FuzzedWorld(TestServer server, int number, long seed, int most) {
        this.server = server;
        this.db = server.db();
        this.accounts = server.bean(Accounts.class);
        this.passwords = server.bean(Passwords.class);
        this.number = number;
        this.seed = seed;
        this.most = most;
        this.random = new Random(seed);
    }

    private static final class Member {
        private final UUID id;
        private final String email;
        private String password;
        private final List<String> old = new ArrayList<>();
        private final Set<String> sessions = new HashSet<>();
        private boolean unsafe;
        private boolean disabled;
        private String attributes = "";

        private Member(UUID id, String email, String password) {
            this.id = id;
            this.email = email;
            this.password = password;
        }
    }

    private static final class Browser {
        private final int number;
        private final Visitor visitor;
        private String at = "/signin";
        private final List<Map<String, String>> jars = new ArrayList<>();
        private final List<Form> sent = new ArrayList<>();

        private Browser(int number, Visitor visitor) {
            this.number = number;
            this.visitor = visitor;
        }

        private @Nullable String cookie(String name) {
            return visitor.cookies().get(name);
        }
    }

    /// A form as it was sent, with the cookies that went along.
    private record Form(String path, Map<String, String> fields, String csrf, Map<String, String> jar) {}

    @Override
    public Tally call() {
        try {
            while (steps < most) {
                season();
            }
            return tally;
        } catch (RuntimeException | AssertionError failed) {
            throw new AssertionError(
                    "world " + number + ", seed " + seed + ", step " + steps + ": " + failed.getMessage() + "\n"
                            + String.join("\n", tail),
                    failed);
        }
    }

    /// New browsers, new addresses, new accounts: failures long past would make every sign-in look the
    /// same.
    private void season() {
        members.clear();
        newcomers.clear();
        proved.clear();
        everProved.clear();
        expiredAttempts.clear();
        redeemedMails.clear();
        wrongTriesBefore.clear();
        String network = ".%d.%d.".formatted(random.nextInt(256), random.nextInt(256));
        browsers = List.of(
                new Browser(0, server.visitor().from("153" + network + "21")),
                new Browser(1, server.visitor().from("200" + network + "10").with("Accept-Language", "pt-BR")));
        for (int i = 0; i < 4; i++) {
            String email = "fuzz%d-%d@mail.example".formatted(number, names++);
            newcomers.put(
                    accounts.lookUp(EmailAddress.parse(email).orElseThrow()).accountId(), email);
        }
        for (String email : new ArrayList<>(newcomers.values()).subList(0, 2)) {
            register(browsers.get(members.size()), email);
        }
        int end = Math.min(most, steps + STEPS_A_SEASON);
        while (steps < end) {
            int hour = Math.min(end, steps + STEPS_AN_HOUR);
            while (steps < hour) {
                act(pick(browsers));
            }
            audit();
        }
    }

    private void register(Browser browser, String email) {
        post(browser, "/register", Map.of("email", email, "name", "山田 花子"));
        post(browser, "/register/code", Map.of("code", codeOf(browser).orElseThrow()));
        post(browser, "/register/password", Map.of("newPassword", freshPassword()));
    }

    // What somebody does next

    private void act(Browser browser) {
        switch (random.nextInt(41)) {
            case 0, 1, 2, 3 -> get(browser, pick(PAGES));
            case 4, 5 -> post(browser, "/signin", signInForm());
            case 6, 7 -> post(browser, pick(CODE_FORMS), Map.of("code", someCode(browser)));
            case 8, 9 -> post(browser, pick(BARE_FORMS), Map.of());
            case 10 ->
                post(
                        browser,
                        random.nextBoolean() ? "/reset/password" : "/register/password",
                        Map.of("newPassword", somePassword()));
            case 11 -> post(browser, "/forgot", Map.of("email", someEmail()));
            case 12 -> post(browser, "/register", Map.of("email", someEmail(), "name", "佐藤 次郎"));
            case 13 -> swapCookies();
            case 14 -> oldCookies(browser);
            case 15, 16 -> replay(browser);
            case 17 -> operate();
            case 18 -> expire(browser);
            case 19 -> askToWait(browser);
            default -> goOn(browser);
        }
    }

    /// The natural next step, mostly done right.
    private void goOn(Browser browser) {
        if (random.nextInt(4) == 0) {
            get(browser, browser.at);
            return;
        }
        switch (browser.at) {
            case "/signin/code", "/reset/code", "/register/code", "/recover/address/code" ->
                post(browser, browser.at, Map.of("code", codeOf(browser).orElse("111111")));
            case "/reset" -> post(browser, "/reset", Map.of());
            case "/reset/password", "/register/password" ->
                post(browser, browser.at, Map.of("newPassword", freshPassword()));
            default -> start(browser);
        }
    }

    private void start(Browser browser) {
        switch (random.nextInt(10)) {
            case 0, 1 -> post(browser, "/forgot", Map.of("email", pickMember().email));
            case 2 -> {
                Optional<String> newcomer = newcomers.values().stream().findFirst();
                newcomer.ifPresent(email -> post(browser, "/register", Map.of("email", email, "name", "佐藤 次郎")));
            }
            default -> {
                Member member = pickMember();
                post(browser, "/signin", Map.of("email", member.email, "password", member.password));
            }
        }
    }

    /// "I have neither the mailbox nor a code": within the hours of this world nothing comes of it.
    private void askToWait(Browser browser) {
        String email = someEmail();
        String newEmail = random.nextInt(8) == 0 ? someEmail() : email.replace("@", "-new@");
        post(browser, "/recover/wait", Map.of("email", email, "newEmail", newEmail));
    }

    private Map<String, String> signInForm() {
        Map<String, String> form = new HashMap<>();
        form.put("email", someEmail());
        form.put("password", somePassword());
        if (random.nextBoolean()) {
            form.put("stay", "true");
        }
        return form;
    }

    private String someEmail() {
        return random.nextInt(4) == 0 && !newcomers.isEmpty() ? pick(newcomers.values()) : pickMember().email;
    }

    private String somePassword() {
        Member member = pickMember();
        return switch (random.nextInt(6)) {
            case 0, 1 -> member.password;
            case 2 -> member.old.isEmpty() ? member.password : pick(member.old);
            case 3 -> freshPassword();
            case 4 -> "password";
            default -> "";
        };
    }

    private String freshPassword() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return "kumo-" + letters + "-no-sora-" + (1000 + random.nextInt(9000));
    }

    private String someCode(Browser browser) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                return codeOf(browser).orElse("111111");
            }
            case 2 -> {
                return codeOf(browser).map(FuzzedWorld::fullWidth).orElse("１１１１１１");
            }
            case 3 -> {
                tally.count("other account's code");
                return codeOf(pick(browsers)).orElse("222222");
            }
            case 4 -> {
                tally.count("code of another purpose");
                List<String> all = attemptAccount(browser.cookie(ATTEMPT))
                        .map(account -> secrets(account, null).values().stream().toList())
                        .orElse(List.of());
                return all.isEmpty() ? "333333" : pick(all);
            }
            case 5, 6 -> {
                int other = 1 + random.nextInt(999_998);
                return codeOf(browser)
                        .map(code -> "%06d".formatted((Integer.parseInt(code) + other) % 1_000_000))
                        .orElse("444444");
            }
            default -> {
                return pick(List.of("", " ", "12345", "abcdef", "1234567", "0x1234", "' or 1=1", "1".repeat(70)));
            }
        }
    }

    private void swapCookies() {
        tally.count("swapped cookies");
        Map<String, String> one = browsers.get(0).visitor.cookies();
        Map<String, String> other = browsers.get(1).visitor.cookies();
        List<String> names = switch (random.nextInt(4)) {
            case 0 -> List.of(SESSION);
            case 1 -> List.of("sekisho-device");
            case 2 -> List.of(ATTEMPT, SESSION, "sekisho-device", CSRF);
            default -> List.of(ATTEMPT);
        };
        for (String name : names) {
            String kept = one.remove(name);
            String came = other.remove(name);
            if (came != null) {
                one.put(name, came);
            }
            if (kept != null) {
                other.put(name, kept);
            }
        }
        note("swap " + names);
    }

    private void oldCookies(Browser browser) {
        if (browser.jars.isEmpty()) {
            return;
        }
        tally.count("old cookies");
        String csrf = browser.cookie(CSRF);
        browser.visitor.cookies().clear();
        browser.visitor.cookies().putAll(pick(browser.jars));
        browser.visitor.cookies().remove(CSRF);
        if (csrf != null) {
            browser.visitor.cookies().put(CSRF, csrf);
        }
        note("old cookies in " + browser.number);
    }

    /// A form of before once more, as it was, or with today's cookies.
    private void replay(Browser browser) {
        Browser from = pick(browsers);
        if (from.sent.isEmpty()) {
            return;
        }
        tally.count("replayed");
        Form form = pick(from.sent);
        if (random.nextBoolean()) {
            post(browser, form.path, form.fields);
            return;
        }
        browser.visitor.cookies().clear();
        browser.visitor.cookies().putAll(form.jar);
        note("replay as it was:");
        send(browser, form.path, form.fields, form.csrf);
    }

    private void operate() {
        Member member = pickMember();
        if (random.nextInt(3) == 0) {
            if (!member.disabled) {
                accounts.disable(member.id);
                member.disabled = true;
                tally.count("disabled");
                note("operator: disable " + member.email);
            }
        } else {
            passwords.markUnsafe(member.id, "OPERATOR");
            member.unsafe = true;
            tally.count("switched off");
            note("operator: switch off " + member.email);
        }
    }

    private void enable(Member member) {
        db.sql("update account set disabled_at = null where account_id = :account")
                .param("account", member.id)
                .update();
        member.disabled = false;
    }

    private void expire(Browser browser) {
        String attempt = browser.cookie(ATTEMPT);
        String session = browser.cookie(SESSION);
        switch (random.nextInt(4)) {
            case 0 -> {
                if (attempt != null) {
                    expire(
                            "attempt",
                            "token_hash = :hash and state not in ('SIGNED_IN', 'REFUSED', 'CANCELLED')",
                            attempt);
                    expiredAttempts.add(attempt);
                }
            }
            case 1 -> {
                if (session != null) {
                    expire("session", "token_hash = :hash", session);
                    members.values().forEach(member -> member.sessions.remove(session));
                }
            }
            case 2 -> {
                if (attempt != null) {
                    expire("one_time_code", "redeemed_at is null and attempt_id = " + ATTEMPT_ID, attempt);
                }
            }
            default -> {
                if (attempt != null) {
                    expire("proof", "consumed_at is null and attempt_id = " + ATTEMPT_ID, attempt);
                    proved.remove(attempt);
                }
            }
        }
    }

    private static final String ATTEMPT_ID =
            "(select attempt_id from attempt where account_id = :account and token_hash = :hash)";

    private void expire(String table, String which, String cookie) {
        AccountToken token = AccountToken.parse(cookie).orElseThrow();
        int rows = db.sql("update " + table + " set expires_at = now() where account_id = :account and " + which)
                .param("account", token.accountId())
                .param("hash", token.token().hash())
                .update();
        if (rows > 0) {
            tally.count("expired");
            note("time runs out for " + table);
        }
    }

    // Requests, and what the model says to the answers

    private void get(Browser browser, String path) {
        String session = browser.cookie(SESSION);
        String attempt = browser.cookie(ATTEMPT);
        Answer answer = browser.visitor.get(path);
        arrived(browser, "GET " + path, answer, null);
        if (entered(answer)) {
            throw new AssertionError("a look at " + path + " opened a session");
        }
        must(!answer.redirectsTo(path), path + " leads to itself");
        passwordPageIsDue(answer, attempt);
        if (path.endsWith("/password") && answer.status() == 200 && proofOf(attempt) == null) {
            throw new AssertionError("the page of a new password without a proof");
        }
        if (path.startsWith("/account") || path.equals("/done")) {
            Member owner = owner(session);
            boolean due = owner != null && !owner.disabled;
            boolean refused = answer.redirectsTo("/signin");
            if (due == refused) {
                throw new AssertionError(path + " answered " + answer.status() + ", but the session is "
                        + (due ? "open" : "worth nothing"));
            }
            if (path.equals("/account")
                    && owner != null
                    && due
                    && !answer.body().contains(owner.email)) {
                throw new AssertionError("the account page isn't the session's");
            }
        }
    }

    private void post(Browser browser, String path, Map<String, String> fields) {
        if (browser.cookie(CSRF) == null) {
            get(browser, "/forgot");
        }
        int status = send(browser, path, fields, browser.visitor.csrf());
        if (status == 403) {
            tally.count("stale form");
            get(browser, "/forgot");
        }
    }

    private int send(Browser browser, String path, Map<String, String> fields, String csrf) {
        Map<String, String> jar = Map.copyOf(browser.visitor.cookies());
        String attempt = jar.get(ATTEMPT);
        String session = jar.get(SESSION);
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("csrf", csrf);
        Answer answer = browser.visitor.postRaw(path, Visitor.encode(all), "application/x-www-form-urlencoded");
        arrived(browser, "POST " + path + " " + fields, answer, new Form(path, fields, csrf, jar));
        if (answer.status() == 403) {
            if (entered(answer)) {
                throw new AssertionError("a stale form opened a session");
            }
            return 403;
        }
        if (entered(answer)) {
            // The session that this browser had is replaced by the new one.
            members.values().stream()
                    .filter(member -> !member.disabled)
                    .forEach(member -> member.sessions.remove(session));
        }
        switch (path) {
            case "/signin" -> judgeSignIn(fields, answer);
            case "/signin/code" -> judgeCode(attempt, fields.getOrDefault("code", ""), answer);
            case "/reset/code" -> judgeProof("RESET", "RESET_CODE", attempt, fields.getOrDefault("code", ""), answer);
            case "/register/code" ->
                judgeProof("REGISTRATION", "REGISTRATION_CODE", attempt, fields.getOrDefault("code", ""), answer);
            case "/reset/password" -> judgeNewPassword(attempt, fields.getOrDefault("newPassword", ""), answer);
            case "/register/password" -> judgeFirstPassword(attempt, fields.getOrDefault("newPassword", ""), answer);
            case "/recover/address/code" -> {
                mustNotEnter(answer, path);
                must(!answer.redirectsTo("/recover/password"), "a recovery that has not waited");
                if (answer.redirectsTo("/recover/waiting")) {
                    tally.count("recovery waits");
                }
            }
            case "/signout" -> {
                mustNotEnter(answer, path);
                members.values().forEach(member -> {
                    if (!member.disabled) {
                        member.sessions.remove(session);
                    }
                });
            }
            case "/account/sessions/end-others" -> {
                mustNotEnter(answer, path);
                Member owner = owner(session);
                boolean due = owner != null && !owner.disabled;
                if (due == answer.redirectsTo("/signin")) {
                    throw new AssertionError("the end of other sessions, wrongly answered: " + answer.status());
                }
                if (owner != null && session != null && due) {
                    owner.sessions.retainAll(Set.of(session));
                }
            }
            default -> mustNotEnter(answer, path);
        }
        passwordPageIsDue(answer, attempt);
        return answer.status();
    }

    private void judgeSignIn(Map<String, String> fields, Answer answer) {
        String email = fields.getOrDefault("email", "");
        Member member = members.values().stream()
                .filter(candidate -> candidate.email.equals(email))
                .findFirst()
                .orElse(null);
        boolean right = member != null && member.password.equals(fields.get("password")) && !member.disabled;
        boolean unsafe = member != null && member.unsafe;
        if (entered(answer)) {
            must(right && !unsafe, "a session without the right and safe password");
            enabled(member).sessions.add(sessionIn(answer));
            tally.count("in unasked");
        } else if (answer.redirectsTo("/signin/code")) {
            must(right && !unsafe, "a code asked without the right and safe password");
            tally.count("code asked");
        } else if (answer.redirectsTo("/reset")) {
            must(right && unsafe, "a reset asked without the right and unsafe password");
            tally.count("reset asked");
        } else {
            must(answer.status() >= 400, "a sign-in answered " + answer.status() + " " + answer.location());
            tally.count("refused sign-in");
        }
    }

    private void judgeCode(@Nullable String attempt, String code, Answer answer) {
        if (!entered(answer)) {
            tally.count("refused code");
            return;
        }
        must(attempt != null && !expiredAttempts.contains(attempt), "a session on no attempt");
        Member member = enabled(members.get(attemptAccount(attempt).orElseThrow()));
        must(!member.unsafe, "a session on a code though the password was switched off");
        redeem(member.id, "STEP_UP_CODE", code);
        member.sessions.add(sessionIn(answer));
        tally.count("in by code");
    }

    private void judgeProof(String purpose, String mail, @Nullable String attempt, String code, Answer answer) {
        mustNotEnter(answer, "code");
        String page = purpose.equals("RESET") ? "/reset/password" : "/register/password";
        if (!answer.redirectsTo(page) || attempt == null || everProved.contains(attempt)) {
            tally.count("refused code");
            return;
        }
        must(!expiredAttempts.contains(attempt), "a proof for an attempt that ran out");
        UUID account = attemptAccount(attempt).orElseThrow();
        Member member = members.get(account);
        must((member != null) == purpose.equals("RESET"), "a proof for the wrong kind of account");
        must(member == null || !member.disabled, "a proof for a disabled account");
        redeem(account, mail, code);
        proved.put(attempt, purpose);
        everProved.add(attempt);
        tally.count("proved for " + purpose);
    }

    private void judgeNewPassword(@Nullable String attempt, String password, Answer answer) {
        if (!entered(answer)) {
            tally.count("refused new password");
            return;
        }
        must(attempt != null && "RESET".equals(proved.remove(attempt)), "a new password without a proof");
        must(!expiredAttempts.contains(attempt), "a new password on an attempt that ran out");
        Member member = enabled(members.get(attemptAccount(attempt).orElseThrow()));
        must(!password.equals(member.password) && !member.old.contains(password), "a password used before");
        member.old.add(member.password);
        member.password = password;
        if (member.unsafe) {
            tally.count("reset of a password switched off");
        }
        member.unsafe = false;
        member.sessions.clear();
        member.sessions.add(sessionIn(answer));
        proved.keySet().removeIf(cookie -> attemptAccount(cookie).orElseThrow().equals(member.id));
        tally.count("in by reset");
    }

    private void judgeFirstPassword(@Nullable String attempt, String password, Answer answer) {
        if (!entered(answer)) {
            return;
        }
        must(attempt != null && "REGISTRATION".equals(proved.remove(attempt)), "an account without a proof");
        must(!expiredAttempts.contains(attempt), "an account on an attempt that ran out");
        UUID account = attemptAccount(attempt).orElseThrow();
        String email = newcomers.remove(account);
        if (email == null) {
            throw new AssertionError("an account made anew");
        }
        Member member = new Member(account, email, password);
        member.attributes = attributes(member);
        must(member.attributes.startsWith(email + " "), "an account with another address");
        member.sessions.add(sessionIn(answer));
        members.put(account, member);
        proved.keySet().removeIf(cookie -> attemptAccount(cookie).orElseThrow().equals(account));
        tally.count("in by registration");
    }

    /// A typed code must stand in a mail to this account of this kind, and it must not have been used.
    private void redeem(UUID account, String mailKind, String typed) {
        String code = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        Optional<UUID> mail = secrets(account, mailKind).entrySet().stream()
                .filter(secret -> secret.getValue().equals(code))
                .map(Map.Entry::getKey)
                .filter(id -> !redeemedMails.contains(id))
                .findFirst();
        must(mail.isPresent(), "a code that stands in no mail of kind " + mailKind + ", or was used before");
        redeemedMails.add(mail.get());
    }

    private void passwordPageIsDue(Answer answer, @Nullable String attempt) {
        if (answer.redirectsTo("/reset/password") || answer.redirectsTo("/register/password")) {
            must(attempt != null && everProved.contains(attempt), "led to a new password without a proof");
        }
    }

    private @Nullable String proofOf(@Nullable String attempt) {
        return attempt == null ? null : proved.get(attempt);
    }

    private void arrived(Browser browser, String what, Answer answer, @Nullable Form form) {
        steps++;
        tally.count("step");
        tally.count("answered " + answer.status());
        note(browser.number + " " + what + " → " + answer.status() + " " + answer.location());
        if (answer.status() >= 500 && answer.status() != 503) {
            throw new AssertionError("the server failed at " + what + ": " + answer.status());
        }
        if (answer.status() == 302 || answer.status() == 303) {
            String location = answer.location();
            browser.at = location.contains("?") ? location.substring(0, location.indexOf('?')) : location;
        }
        if (form != null && answer.status() != 403) {
            keep(browser.sent, form);
            keep(browser.jars, form.jar);
        }
    }

    private static <T> void keep(List<T> list, T latest) {
        if (list.size() == 12) {
            list.removeFirst();
        }
        list.add(latest);
    }

    private static Member enabled(@Nullable Member member) {
        if (member == null || member.disabled) {
            throw new AssertionError("a gate opened for nobody or for a disabled member");
        }
        return member;
    }

    private static void mustNotEnter(Answer answer, String where) {
        must(!entered(answer), "a session opened at " + where);
    }

    private static void must(boolean due, String otherwise) {
        if (!due) {
            throw new AssertionError(otherwise);
        }
    }

    private static boolean entered(Answer answer) {
        return answer.raw().headers().allValues("Set-Cookie").stream()
                .anyMatch(cookie -> cookie.startsWith(SESSION + "=") && !cookie.startsWith(SESSION + "=;"));
    }

    private static String sessionIn(Answer answer) {
        return answer.raw().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(SESSION + "=") && !cookie.startsWith(SESSION + "=;"))
                .map(cookie -> cookie.substring(SESSION.length() + 1).split(";", 2)[0])
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private @Nullable Member owner(@Nullable String session) {
        return members.values().stream()
                .filter(member -> session != null && member.sessions.contains(session))
                .findFirst()
                .orElse(null);
    }

    // What the mails and the rows say

    private static Optional<UUID> attemptAccount(@Nullable String cookie) {
        return Optional.ofNullable(cookie).flatMap(AccountToken::parse).map(AccountToken::accountId);
    }

    /// The code in the newest mail about the attempt of this browser.
    private Optional<String> codeOf(Browser browser) {
        return Optional.ofNullable(browser.cookie(ATTEMPT))
                .flatMap(AccountToken::parse)
                .flatMap(token -> db.sql("""
                                select m.secret from attempt t
                                join outbox_mail m on m.account_id = t.account_id and m.reference = t.reference
                                where t.account_id = :account and t.token_hash = :hash and m.secret is not null
                                order by m.created_at desc limit 1
                                """)
                        .param("account", token.accountId())
                        .param("hash", token.token().hash())
                        .query(String.class)
                        .optional());
    }

    private Map<UUID, String> secrets(UUID account, @Nullable String kind) {
        Map<UUID, String> found = new LinkedHashMap<>();
        db.sql("""
                        select mail_id, secret from outbox_mail
                        where account_id = :account and secret is not null
                          and kind = coalesce(cast(:kind as text), kind)
                        order by created_at
                        """).param("account", account).param("kind", kind).query(row -> {
            found.put(row.getObject("mail_id", UUID.class), row.getString("secret"));
        });
        return found;
    }

    private String attributes(Member member) {
        return db.sql("""
                        select concat_ws(' ', email, name, name_kana, phone, locale, created_at) from account
                        where account_id = :account
                        """).param("account", member.id).query(String.class).single();
    }

    /// An hour is over: the rows are looked at, exactly the newest password works, and the budgets
    /// begin anew.
    private void audit() {
        Set<UUID> all = new HashSet<>(members.keySet());
        all.addAll(newcomers.keySet());
        Map<String, Integer> wrongTries = wrongTries(all);
        for (String key : wrongTries.keySet()) {
            int wrong = wrongTries.get(key) - wrongTriesBefore.getOrDefault(key, 0);
            must(
                    wrong == counted(key),
                    wrong + " wrong codes were evaluated, but " + counted(key) + " counted: " + key);
        }
        wrongTriesBefore.putAll(wrongTries);
        members.values().stream().filter(member -> member.disabled).forEach(this::enable);
        budgetsBeginAnew(all);
        for (Member member : members.values()) {
            if (!member.old.isEmpty()) {
                Answer answer = probe(member, member.old.getLast());
                must(answer.status() == 422, "the old password is answered " + answer.status());
            }
            Answer answer = probe(member, member.password);
            must(
                    answer.status() == 303 || answer.status() == 302,
                    "the password of " + member.email + " is answered " + answer.status());
            must(
                    attributes(member).equals(member.attributes),
                    "K12: an account was changed: " + attributes(member) + " was " + member.attributes);
        }
        budgetsBeginAnew(all);
        List<String> violations = EvidenceRows.violations(db, all);
        must(violations.isEmpty(), String.join("\n", violations));
        tally.count("audit");
    }

    private Answer probe(Member member, String password) {
        Browser stranger = new Browser(9, server.visitor());
        Map<String, String> form = Map.of("email", member.email, "password", password);
        get(stranger, "/signin");
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("csrf", stranger.visitor.csrf());
        Answer answer = stranger.visitor.postRaw("/signin", Visitor.encode(all), "application/x-www-form-urlencoded");
        arrived(stranger, "POST /signin " + form, answer, null);
        judgeSignIn(form, answer);
        return answer;
    }

    private void budgetsBeginAnew(Collection<UUID> all) {
        List<String> tooMany = EvidenceRows.violations(db, all).stream()
                .filter(violation -> violation.startsWith("more guesses"))
                .toList();
        must(tooMany.isEmpty(), tooMany.toString());
        db.sql("delete from budget where account_id in (:accounts)")
                .param("accounts", all)
                .update();
    }

    private Map<String, Integer> wrongTries(Collection<UUID> all) {
        Map<String, Integer> wrong = new HashMap<>();
        db.sql("""
                        select account_id, sum(tries) - count(redeemed_at) as wrong,
                               case purpose when 'FORGOT' then 'RESET' when 'RESET' then 'SIGN_IN' else purpose end
                                   as budget
                        from one_time_code
                        where account_id in (:accounts) and purpose <> 'RECOVERY_ADDRESS' group by account_id, budget
                        """).param("accounts", all).query(row -> {
            wrong.put(row.getString("account_id") + " " + row.getString("budget"), row.getInt("wrong"));
        });
        return wrong;
    }

    private int counted(String key) {
        String[] parts = key.split(" ");
        return db.sql("""
                        select coalesce(sum(used), 0) from budget
                        where account_id = cast(:account as uuid) and purpose = :purpose
                        """)
                .param("account", parts[0])
                .param("purpose", parts[1].toUpperCase(Locale.ROOT) + "_CODE/PT24H")
                .query(Integer.class)
                .single();
    }

    // Chance

    private Member pickMember() {
        return pick(members.values());
    }

    private <T> T pick(Collection<T> from) {
        return from.stream().skip(random.nextInt(from.size())).findFirst().orElseThrow();
    }

    private static String fullWidth(String code) {
        StringBuilder wide = new StringBuilder();
        code.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
        return wide.toString();
    }

    private void note(String line) {
        if (tail.size() == 60) {
            tail.removeFirst();
        }
        tail.add(line);
    }
}
