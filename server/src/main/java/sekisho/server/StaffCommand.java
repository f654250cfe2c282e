package sekisho.server;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sekisho.server.audit.Actor;
import sekisho.server.audit.HeadFile;
import sekisho.server.platform.StartupRefused;
import sekisho.server.staff.StaffAccounts;
import sekisho.server.staff.StaffListing;
import sekisho.server.staff.StaffName;
import sekisho.server.staff.StaffRole;

/// `sekisho staff …`: who may use the support console. The operator can never see or choose a password.
@Command(
        name = "staff",
        description = "Say who may use the support console.",
        subcommands = {StaffCommand.Invite.class, StaffCommand.Disable.class, StaffCommand.ListAll.class})
final class StaffCommand extends CommandGroup {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private static StaffAccounts accounts(RunningServer server, CommandSpec spec) {
        DataSource database = server.database();
        PrintWriter out = spec.commandLine().getOut();
        HeadFile file = HeadFile.in(server.directory());
        return StaffAccounts.in(database, server.keys(database), entry -> {
            out.println("Log entry:  " + entry.head());
            file.keep(entry);
        });
    }

    private static StaffName name(String typed) {
        return StaffName.parse(typed)
                .orElseThrow(
                        () -> new StartupRefused(
                                "That is no name: up to 40 letters, digits, spaces, dots and hyphens, a letter or digit first."));
    }

    private static Actor operator() {
        return Actor.operator(System.getProperty("user.name", "?"));
    }

    /// `sekisho staff invite`.
    @Command(
            name = "invite",
            description = {
                "Invite somebody to the support console, by a code that is good for 24 hours.",
                "Who has that name already gets a new password and a new key for his app: what he had ends at once.",
                RunningServer.WITH_KEYS
            },
            sortOptions = false,
            footer = {"", "Example:", "  sekisho staff invite \"Sato Megumi\" --role act"})
    static final class Invite implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "read: read cases; act: also answer and act for members; lead: all of it.")
        private String role = "";

        @Mixin
        private RunningServer server = new RunningServer();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            StaffRole found = StaffRole.find(role)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--role is \"" + role + "\", but must be read, act or lead"));
            StaffName who = name(name);
            StaffAccounts.Invitation invitation = accounts(server, spec).invite(who, found, operator());
            PrintWriter out = spec.commandLine().getOut();
            out.println("Page:       " + site() + "/console/join");
            out.println("Name:       " + who.text());
            out.println("Code:       " + invitation.code());
            out.println("Good until: " + invitation.until().truncatedTo(ChronoUnit.MINUTES));
            out.flush();
            return 0;
        }

        private static String site() {
            String issuer = System.getenv("SEKISHO_ISSUER");
            return issuer == null ? "(your sign-in site)" : issuer.replaceAll("/$", "");
        }
    }

    /// `sekisho staff disable`.
    @Command(
            name = "disable",
            description = {"End somebody's access to the support console at once.", RunningServer.WITH_KEYS})
    static final class Disable implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose.")
        private String name = "";

        @Mixin
        private RunningServer server = new RunningServer();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            StaffName who = name(name);
            if (!accounts(server, spec).disable(who, operator())) {
                throw new StartupRefused("Nobody of the name " + who.text() + " has access; nothing was changed.");
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(who.text() + " has no access any more.");
            out.flush();
            return 0;
        }
    }

    /// `sekisho staff list`.
    @Command(
            name = "list",
            description = {"Show who may use the support console.", RunningServer.WITH_KEYS})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private RunningServer server = new RunningServer();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            for (StaffListing one : accounts(server, spec).list()) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-5s %-9s %-20s  %s",
                        one.role().key(),
                        one.state().name().toLowerCase(Locale.ROOT),
                        lastSignIn(one),
                        one.name()));
            }
            out.flush();
            return 0;
        }

        private static String lastSignIn(StaffListing one) {
            return one.lastSignIn() == null
                    ? "never signed in"
                    : one.lastSignIn().truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }
}
