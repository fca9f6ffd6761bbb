package io.otpengine.quickstart;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.memory.InMemoryOtpStore;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
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
        description = {
            "Proves a phone number: sends a code to a phone on the console and asks for it.",
            "With --sms or --voice it sends a real one, for which the provider charges."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the number is verified",
            "1:it is not: no attempts left, expired, quit, or the input ended",
            "2:an argument is wrong",
            "3:no code was sent: a rule, a quota or the provider forbids it",
            "4:something broke"
        },
        exitCodeOnExecutionException = 4,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  OTP_KEY       seals the codes, for --jdbc",
            "  OTP_DB_USER   who logs in to that database, with OTP_DB_PASSWORD",
            "  SMS_SENDER    who SMS come from; tyntec, twilio and vonage need one",
            "  VOICE_CALLER  the number that calls come from",
            "  tyntec        TYNTEC_API_KEY",
            "  twilio        TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY",
            "                and TWILIO_API_SECRET; TWILIO_MESSAGING_SERVICE or a sender",
            "  vonage        VONAGE_API_KEY, VONAGE_API_SECRET",
            "  infobip       INFOBIP_API_KEY, INFOBIP_ENDPOINT (the account's own server)",
            "  http          HTTP_ENDPOINT, HTTP_PATH, HTTP_JSON (with {to}, {text}, {from}),",
            "                HTTP_AUTHORIZATION (the whole header)",
            "  smpp          SMPP_HOST, SMPP_PORT, SMPP_SYSTEM_ID, SMPP_PASSWORD,",
            "                SMPP_TLS (no for none)",
            "  TYNTEC_ENDPOINT, TWILIO_ENDPOINT and VONAGE_ENDPOINT name another server."
        })
final class Quickstart implements Callable<Integer> {
    private static final int VERIFIED = 0;
    private static final int NOT_VERIFIED = 1;
    private static final int NOT_SENT = 3;
    private static final int BROKEN = 4;

    @Parameters(paramLabel = "NUMBER", description = "The phone number: +491701234567, or national with --country.")
    private String number = "";

    @Option(names = "--country", paramLabel = "DE", description = "The country in which the number is read.")
    private @Nullable String country;

    @Option(names = "--language", paramLabel = "de", description = "The language; unset follows the number's country.")
    private @Nullable String language;

    @Option(names = "--via", paramLabel = "sms|voice", description = "The channel; unset follows the kind of number.")
    private @Nullable String via;

    @Option(
            names = "--sms",
            paramLabel = "tyntec|twilio|vonage|infobip|http|smpp",
            description = "Who carries SMS; the environment has the keys.")
    private @Nullable SmsProvider sms;

    @Option(names = "--voice", paramLabel = "tyntec|twilio", description = "Who calls; the environment has the keys.")
    private @Nullable VoiceProvider voice;

    @Option(names = "--policy", paramLabel = "recommended|tyntec", description = "The bounds; recommended unless set.")
    private Bounds bounds = Bounds.RECOMMENDED;

    @Option(names = "--expire", paramLabel = "SECONDS", description = "The code's life; 300 unless set.")
    private int expire = 300;

    @Option(
            names = "--jdbc",
            paramLabel = "URL",
            description = "Keeps OTPs in this database, 'jdbc:h2:./otp;WRITE_DELAY=0' for one; the key is in OTP_KEY.")
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
    private final Environment environment;

    private Quickstart(InputStream in, PrintStream out, InstantSource clock, Environment environment) {
        this.in = in;
        this.out = out;
        this.clock = clock;
        this.environment = environment;
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
        System.exit(run(System.in, System.out, System.err, InstantSource.system(), System.getenv(), args));
    }

    static int run(
            InputStream in,
            PrintStream out,
            PrintStream err,
            InstantSource clock,
            Map<String, String> variables,
            String... args) {
        return new CommandLine(new Quickstart(in, out, clock, new Environment(variables)))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (problem instanceof InvalidRequestException) {
                        err.println(problem.getMessage());
                        return ExitCode.USAGE;
                    }
                    if (problem instanceof OtpStoreException) {
                        err.println(problem.getMessage());
                        return BROKEN;
                    }
                    throw problem;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        if ((codeFromPhone || wrong > 0) && (sms != null || voice != null)) {
            throw new InvalidRequestException(
                    "--code-from-phone",
                    Reason.CONTRADICTION,
                    "and --wrong read the phone on the console, not a real one");
        }
        if (jdbc == null) {
            return proved(OtpEngine.builder().store(new InMemoryOtpStore()));
        }
        CodeKeys keys =
                Database.keys(environment.optional(Database.KEY_VARIABLE).orElse(null));
        try (Database database = Database.at(jdbc, environment)) {
            return proved(OtpEngine.builder().store(database.store()).keys(keys));
        }
    }

    private int proved(OtpEngineBuilder builder) {
        Phone phone = new Phone(out);
        try (Carriers carriers = Carriers.of(sms, voice, environment, phone)) {
            carriers.channels().forEach(builder::channel);
            OtpEngine engine = builder.policy(policy()).clock(clock).build();
            HourlyPurge purge = new HourlyPurge(engine);
            try {
                return proved(engine, phone);
            } finally {
                purge.close();
            }
        }
    }

    private int proved(OtpEngine engine, Phone phone) {
        engine.applications().putTemplate(ApplicationId.DEFAULT, "de", Optional.empty(), "{{OTP}} ist Ihr Code.");

        SendResult result = engine.send(request());
        out.println(Sentences.of(result));
        if (!(result instanceof Sent || (result instanceof Undelivered undelivered && undelivered.mayHaveArrived()))) {
            return NOT_SENT;
        }
        Answers answers = new Answers(new Keyboard(in, clock), phone, out, codeFromPhone, wrong);
        boolean proved = new Conversation(engine, answers, out).proves(result.orElseThrow());
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
