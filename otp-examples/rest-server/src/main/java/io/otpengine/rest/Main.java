package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Serves until it is told to stop. */
@Command(
        name = "rest-server",
        sortOptions = false,
        description =
                "Serves the API of tyntec's 2FA service on the OTP engine. Without arguments: a demo with a simulated phone.")
final class Main implements Callable<Integer> {
    @Mixin
    private final Settings settings = new Settings();

    private Main() {}

    /**
     * Runs and exits.
     *
     * @param args as {@code --help} shows
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(Configuration.of(System.getenv(), args))
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (problem instanceof InvalidRequestException) {
                        command.getErr().println(problem.getMessage());
                        return ExitCode.USAGE;
                    }
                    throw problem;
                })
                .execute(args);
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
        System.out.println("http://" + settings.network.host + ":" + server.port() + "/");
        stopped.await();
        return ExitCode.OK;
    }
}
