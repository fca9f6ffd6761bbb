package io.otpengine.quickstart;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.memory.InMemoryOtpStore;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a code to a phone on the console and asks for it. */
@Command(
        name = "quickstart",
        sortOptions = false,
        description = "Proves a phone number: sends a code to a phone on the console and asks for it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the number is verified",
            "1:it is not: no attempts left, expired, quit, or the input ended",
            "2:an argument is wrong",
            "3:no code was sent: a rule or a quota forbids it",
            "4:something broke"
        },
        exitCodeOnExecutionException = 4)
final class Quickstart implements Callable<Integer> {
    private static final int VERIFIED = 0;
    private static final int NOT_VERIFIED = 1;
    private static final int NOT_SENT = 3;

    @Parameters(paramLabel = "NUMBER", description = "The phone number: +491701234567, or national with --country.")
    private String number = "";

    @Option(names = "--country", paramLabel = "DE", description = "The country in which the number is read.")
    private @Nullable String country;

    @Option(names = "--language", paramLabel = "de", description = "The language; unset follows the number's country.")
    private @Nullable String language;

    @Option(names = "--via", paramLabel = "sms|voice", description = "The channel; unset follows the kind of number.")
    private @Nullable String via;

    @Option(names = "--policy", paramLabel = "recommended|tyntec", description = "The bounds; recommended unless set.")
    private Bounds bounds = Bounds.RECOMMENDED;

    @Option(names = "--expire", paramLabel = "SECONDS", description = "The code's life; 300 unless set.")
    private int expire = 300;

    @Option(
            names = "--jdbc",
            paramLabel = "URL",
            description = "Keeps OTPs in this database, jdbc:h2:./otp for one; the key is in OTP_KEY.")
    private @Nullable String jdbc;

    @Option(names = "--code-from-phone", description = "Answers with the code on the phone: for scripts.")
    private boolean codeFromPhone;

    @Option(names = "--wrong", paramLabel = "N", description = "Guesses wrong N times first: for scripts.")
    private int wrong;

    @SuppressWarnings("unused") // picocli sets it and reads it
    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    private final InputStream in;
    private final PrintStream out;
    private final InstantSource clock;

    private Quickstart(InputStream in, PrintStream out, InstantSource clock) {
        this.in = in;
        this.out = out;
        this.clock = clock;
    }

    private enum Bounds {
        RECOMMENDED,
        TYNTEC
    }

    /**
     * Runs and exits.
     *
     * @param args as {@code --help} shows
     */
    public static void main(String[] args) {
        System.exit(run(System.in, System.out, System.err, InstantSource.system(), args));
    }

    static int run(InputStream in, PrintStream out, PrintStream err, InstantSource clock, String... args) {
        return new CommandLine(new Quickstart(in, out, clock))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (problem instanceof InvalidRequestException) {
                        err.println(problem.getMessage());
                        return ExitCode.USAGE;
                    }
                    throw problem;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        if (jdbc == null) {
            return proved(OtpEngine.builder().store(new InMemoryOtpStore()));
        }
        CodeKeys keys = Database.keys(System.getenv(Database.KEY_VARIABLE));
        try (Database database = Database.at(jdbc)) {
            return proved(OtpEngine.builder().store(database.store()).keys(keys));
        }
    }

    private int proved(OtpEngineBuilder builder) {
        Phone phone = new Phone(out);
        OtpEngine engine = builder.channel(phone.by(Channel.SMS))
                .channel(phone.by(Channel.VOICE))
                .policy(policy())
                .clock(clock)
                .build();
        HourlyPurge purge = new HourlyPurge(engine);
        try {
            return proved(engine, phone);
        } finally {
            purge.close();
        }
    }

    private int proved(OtpEngine engine, Phone phone) {
        engine.applications().putTemplate(ApplicationId.DEFAULT, "de", Optional.empty(), "{{OTP}} ist Ihr Code.");

        SendResult result = engine.send(request());
        out.println(Sentences.of(result));
        if (!(result instanceof Sent sent)) {
            return NOT_SENT;
        }
        Answers answers = new Answers(new Keyboard(in, clock), phone, out, codeFromPhone, wrong);
        boolean proved = new Conversation(engine, answers, out).proves(sent.otp());
        return proved ? VERIFIED : NOT_VERIFIED;
    }

    private OtpPolicy policy() {
        OtpPolicy policy = bounds == Bounds.TYNTEC ? OtpPolicy.tyntecCompatible() : OtpPolicy.recommended();
        return policy.toBuilder().expire(Duration.ofSeconds(expire)).build();
    }

    private SendRequest request() {
        return SendRequest.to(number).country(country).language(language).via(via == null ? null : new Channel(via));
    }
}
