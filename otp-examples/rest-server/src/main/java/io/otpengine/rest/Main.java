package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. */
@Command(
        name = "rest-server",
        sortOptions = false,
        subcommands = KeysCommand.class,
        description =
                "Serves the API of tyntec's 2FA service on the OTP engine. Without arguments: a demo with a page and"
                        + " a simulated phone.",
        footer = {
            "",
            "Every option is also a variable of the environment, --database-url as OTP_DATABASE_URL, and a line of the"
                    + " settings file, database-url=…. A flag wins over the environment, the environment over the file."
                    + " Secrets are not taken as flags, which other users of the machine can read.",
            "OTP_LOG_LEVEL, in the environment alone, is the level of this project's own lines in the log; INFO unless set."
        })
final class Main implements Callable<Integer> {
    private static final String SECRET = "SECRET";

    @Mixin
    private final Settings settings = new Settings();

    @SuppressWarnings("unused") // picocli sets it and reads it
    @Option(names = "--help", usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Shows this.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs and exits.
     *
     * @param args as {@code --help} shows
     */
    public static void main(String[] args) {
        // The embedded database lets other processes in by TCP; those of this machine alone.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        System.exit(run(System.getenv(), writer(System.out), writer(System.err), args));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        try {
            return Configuration.of(environment, args)
                    .applyTo(new CommandLine(new Main()))
                    .setOut(out)
                    .setErr(err)
                    .setExecutionStrategy(Main::execute)
                    .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, err))
                    .execute(args);
        } catch (InvalidRequestException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Server server = Server.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "stop"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("http://" + settings.network.host + ":" + server.port() + "/");
        server.firstKey().ifPresent(key -> out.println("API key of the account demo, shown this once: " + key));
        stopped.await();
        return ExitCode.OK;
    }

    private static int execute(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            for (OptionSpec option : level.matchedOptions()) {
                if (option.paramLabel().equals(SECRET)) {
                    throw new ParameterException(
                            level.commandSpec().commandLine(),
                            option.longestName() + " must be set in the environment or the settings file");
                }
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int failed(Exception problem, PrintWriter err) {
        if (problem instanceof InvalidRequestException) {
            err.println(problem.getMessage());
            return ExitCode.USAGE;
        }
        LoggerFactory.getLogger(Main.class).error("not started", problem);
        return ExitCode.SOFTWARE;
    }
}
