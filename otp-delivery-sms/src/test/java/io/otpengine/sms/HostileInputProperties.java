package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import io.otpengine.InvalidRequestException;
import io.otpengine.testkit.Hostile;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a stranger posts, and whatever an operator types, is read, is nothing, or is refused as documented. */
class HostileInputProperties {
    private static final String REFERENCE = "A".repeat(39);
    private static final URI ADDRESS = URI.create("https://example.org/receipts?ref=" + REFERENCE);
    private static final Secret SECRET = Secret.of("secret");

    /** Far beyond what 256 KB take, and far below what a reader takes that is not linear in them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For each character, of all readers together. What is not linear takes a million times as many. */
    private static final long MOST_BYTES = 200;

    private static final List<ReceiptHandler> HANDLERS = List.of(
            TyntecReceipts.create(),
            VonageReceipts.unsigned(),
            VonageReceipts.signed(VonageReceipts.Algorithm.HMAC_SHA256, SECRET),
            TwilioReceipts.of(SECRET),
            InfobipReceipts.with(ReceiptAuth.byReference()),
            InfobipReceipts.with(ReceiptAuth.byHmacSha256("X-Signature", SECRET, ReceiptAuth.Encoding.HEX)),
            GenericReceipts.builder("generic")
                    .reference("/ref")
                    .status("/status/0")
                    .means("delivered", State.DELIVERED)
                    .auth(ReceiptAuth.byHeader("X-Key", SECRET))
                    .build(),
            GenericReceipts.builder("generic")
                    .reference("/ref")
                    .status("/status")
                    .means("delivered", State.DELIVERED)
                    .auth(ReceiptAuth.byReference())
                    .build());

    @Property(tries = 2000)
    void aReceiptIsReportedOrRefused(
            @ForAll("bodies") byte[] body, @ForAll("headers") Map<String, List<String>> headers) {
        byte[] before = body.clone();
        for (ReceiptHandler handler : HANDLERS) {
            ReceiptAnswer answer = handler.handle("POST", ADDRESS, headers, body);
            assertThat(answer.status()).isIn(200, 400, 401);
            assertThat(answer.reports()).allSatisfy(HostileInputProperties::assertHarmless);
            assertThat(answer.status() == 200 || answer.reports().isEmpty()).isTrue();
        }
        assertThat(body).isEqualTo(before);
    }

    @Property(tries = 2000)
    void noReceiptWithoutItsSignatureIsTaken(
            @ForAll("bodies") byte[] body, @ForAll("headers") Map<String, List<String>> headers) {
        for (int signed : List.of(2, 3, 5, 6)) {
            assertThat(HANDLERS.get(signed)
                            .handle("POST", ADDRESS, headers, body)
                            .status())
                    .isIn(400, 401);
        }
    }

    @Property(tries = 60)
    void aLongReceiptCostsNoMoreThanALookAtEachByte(@ForAll("huge") String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        byte[] longest = Arrays.copyOf(whole, Math.min(whole.length, 256 * 1024));
        byte[] tooLong = Arrays.copyOf(whole, 256 * 1024 + 1);
        assertTimeoutPreemptively(PATIENCE, () -> {
            long before = allocated();
            for (ReceiptHandler handler : HANDLERS) {
                assertThat(handler.handle("POST", ADDRESS, Map.of(), longest).status())
                        .isIn(200, 400, 401);
                assertThat(handler.handle("POST", ADDRESS, Map.of(), tooLong).status())
                        .isEqualTo(413);
            }
            assertThat(allocated() - before).as("bytes").isLessThan(MOST_BYTES * whole.length);
        });
    }

    @Property(tries = 1000)
    void jsonReadsAsSomethingOrNothing(@ForAll("bodies") byte[] body, @ForAll("texts") String pointer) {
        Json json = Json.parse(new String(body, StandardCharsets.UTF_8));
        assertThat(json.atPointer(pointer).toString()).isEqualTo("Json[***]");
        assertThat(json.elements().size()).isLessThanOrEqualTo(body.length);
    }

    @Property(tries = 1000)
    void aTextHasASizeThatHoldsIt(@ForAll("texts") String text) {
        for (Concatenation concatenation : Concatenation.values()) {
            SmsSize size = SmsSize.of(text, concatenation);
            assertThat(size.parts()).isBetween(1, 1 + text.length());
            assertThat(size.characters()).isEqualTo(text.codePointCount(0, text.length()));
            assertThat(size.bits()).isEqualTo(size.units() * size.encoding().bits());
        }
    }

    @Property(tries = 1000)
    void aTemplateIsJudged(@ForAll("texts") String template) {
        try {
            TemplateReport report = TemplateLinter.strict().check(template);
            assertThat(report.size().parts()).isPositive();
        } catch (InvalidRequestException e) {
            assertThat(template).isBlank();
            assertThat(e.field()).isEqualTo("template");
        }
    }

    @Property(tries = 1000)
    void aTemplateTakesOneEndingAndNoMore(@ForAll("texts") String template) {
        try {
            String ended = SmsEnding.webOtp("example.org").end(template);
            assertThat(SmsEnding.endsWithDomainLine(ended)).isTrue();
            assertThat(SmsEnding.without(ended)).isEqualTo(SmsEnding.without(template));
        } catch (InvalidRequestException e) {
            assertThat(e.field()).isEqualTo("template");
        }
    }

    @Property(tries = 1000)
    void placeholdersAreKnownAndFilledOnce(@ForAll("templates") String template, @ForAll("texts") String value) {
        try {
            Placeholders.check("field", template);
        } catch (InvalidRequestException e) {
            assertThat(e.field()).isEqualTo("field");
            return;
        }
        String filled = new Placeholders(Map.of("to", value, "text", value)).fill(template, UnaryOperator.identity());
        // At once: what is left of {{to}from} is no placeholder.
        String around = template.replaceAll("\\{(to|text|toDigits|from|ref|ttlSeconds|callback|encoding)\\}", "");
        assertThat(filled).hasSize(around.length() + count(template) * value.length());
    }

    @Property(tries = 60)
    void aMillionCharactersCostNoMoreThanALookAtEach(@ForAll("huge") String text) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            long before = allocated();
            assertThat(SmsSize.of(text).characters()).isPositive();
            assertThat(new Placeholders(Map.of("to", text)).fill("{to}", Form::encode))
                    .hasSizeGreaterThanOrEqualTo(text.length());
            assertThat(SmsEnding.hasDomainLine(text)).isFalse();
            assertThat(SmsEnding.without(text).length()).isLessThanOrEqualTo(text.length());
            assertThat(Json.parse(text).elements()).isEmpty();
            assertThat(allocated() - before).as("bytes").isLessThan(MOST_BYTES * text.length());
        });
    }

    /** By this thread, since it began. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static int count(String template) {
        return (int) java.util.regex.Pattern.compile("\\{(to|text)\\}")
                .matcher(template)
                .results()
                .count();
    }

    /** A report may be handed on, logged and stored as it is. */
    private static void assertHarmless(DeliveryReport report) {
        assertThat(report.reference()).matches("[A-Za-z0-9_-]{39}");
        assertThat(report.detail()).matches("[a-z0-9_., -]{0,120}");
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        String quoted = "\"" + REFERENCE + "\"";
        return Arbitraries.oneOf(
                Hostile.bytes(300),
                Hostile.texts(200).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Hostile.near(Arbitraries.of(
                                "{\"status\":\"DELIVERED\",\"reference\":" + quoted + ",\"errorCode\":\"7\"}",
                                "{\"status\":\"delivered\",\"client-ref\":" + quoted
                                        + ",\"err-code\":0,\"timestamp\":\"1\",\"sig\":\"00\"}",
                                "status=delivered&client-ref=" + REFERENCE + "&err-code=0&sig=%00",
                                "MessageStatus=delivered&ErrorCode=30003",
                                "{\"results\":[{\"callbackData\":" + quoted
                                        + ",\"doneAt\":\"2030-01-01T00:00:00.000+0000\","
                                        + "\"status\":{\"groupName\":\"DELIVERED\",\"name\":\"DELIVERED_TO_HANDSET\"},\"error\":{\"name\":\"NO_ERROR\"}}]}",
                                "ref=" + REFERENCE + "&status=delivered",
                                "[".repeat(3000) + "]".repeat(3000),
                                "{\"results\":" + "9".repeat(2000) + "}"))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> headers() {
        return Arbitraries.maps(
                        Arbitraries.of("X-Twilio-Signature", "x-signature", "X-Key", "Authorization", ""),
                        Hostile.texts(40).list().ofMaxSize(2))
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Hostile.texts(200),
                Hostile.near(Arbitraries.of(
                        "<#> {{OTP}}\n0123456789A", "{{OTP}}\n\n@example.org #{{OTP}}", "/results/0/status~1name")));
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.oneOf(
                Hostile.texts(60),
                Hostile.near(Arbitraries.of("/send?to={to}&t={text}", "{text}{to}{text}", "{to} {from}")));
    }

    @Provide
    Arbitrary<String> huge() {
        return Hostile.huge();
    }
}
