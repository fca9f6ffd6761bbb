package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.otpengine.rest.Client.Way;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of operations of tyntec's API, its entities and its rules. */
@TestInstance(Lifecycle.PER_CLASS)
class OperationsTest {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    Running running;
    Client client;

    Running start() {
        return Running.server("--application-quota=1000000");
    }

    @BeforeAll
    void begin() {
        running = start();
        client = running.client;
    }

    @AfterAll
    void end() {
        running.close();
    }

    private String application(String... parameters) {
        return client.post("/application", parameters).text("applicationId");
    }

    @Nested
    class Send {
        @Test
        void answersTheOtpWithTyntecsFieldsInTheirOrder() {
            // Longer than a code that could be part of a time or an id by chance.
            String code = "8462917305";
            Reply reply = client.post("/otp", "number", NUMBER, "referenceId", "order 7", "otpCode", code);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.fields())
                    .containsExactly(
                            "accountId",
                            "applicationId",
                            "otpId",
                            "number",
                            "attemptCount",
                            "otpStatus",
                            "referenceId",
                            "expire",
                            "created",
                            "timestampCreated",
                            "timestampExpire",
                            "allowedAttempts");
            JsonNode otp = reply.json();
            assertThat(otp.get("accountId").asText()).isEqualTo("acme");
            assertThat(otp.get("attemptCount").isInt()).isTrue();
            assertThat(otp.get("expire").asLong() - otp.get("created").asLong()).isEqualTo(300_000);
            assertThat(otp.get("referenceId").asText()).isEqualTo("order 7");
            assertThat(otp.get("allowedAttempts").asInt()).isEqualTo(3);
            assertThat(otp.get("timestampCreated").asText())
                    .isEqualTo(Instant.ofEpochMilli(otp.get("created").asLong()).toString());
            assertThat(running.code()).isEqualTo(code);
            assertThat(reply.body()).doesNotContain(code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"+491701234567", "00491701234567", "491701234567", " 491701234567"})
        void takesTheNumberInEveryForm(String written) {
            assertThat(client.post("/otp", "number", written).text("number")).isEqualTo(NUMBER);
        }

        @Test
        void takesAPlusThatWasNotEncoded() {
            Reply reply =
                    client.send(client.request("/otp?number=+491701234567").POST(BodyPublishers.noBody()));
            assertThat(reply.text("number")).isEqualTo(NUMBER);
        }

        @Test
        void completesANationalNumberByItsCountryAndRefusesAContradiction() {
            assertThat(client.post("/otp", "number", "0170 1234567", "country", "DE")
                            .text("number"))
                    .isEqualTo(NUMBER);
            assertThat(client.post("/otp", "number", NUMBER, "country", "FR").error())
                    .isEqualTo("400 9007");
        }

        @Test
        void goesBySmsToMobilesAndByVoiceToLandlinesUnlessToldOtherwise() {
            client.post("/otp", "number", NUMBER);
            assertThat(running.lastMessage(NUMBER).channel()).hasToString("sms");
            client.post("/otp", "number", NUMBER, "via", "VOICE");
            assertThat(running.lastMessage(NUMBER).channel()).hasToString("voice");
            client.post("/otp", "number", "+4989202451100", "via", "AUTO");
            assertThat(running.lastMessage("+4989202451100").channel()).hasToString("voice");
            client.post("/otp", "number", "+4989202451100", "via", "sms");
            assertThat(running.lastMessage("+4989202451100").channel()).hasToString("sms");
        }

        @Test
        void usesTheWordsOfTheLanguageOrOfTheNumbersCountryOrEnglish() {
            String id = application();
            client.post("/application/" + id + "/language", "language", "de", "text", "{{OTP}} ist es");
            client.post("/otp", "number", NUMBER, "applicationId", id);
            assertThat(running.lastMessage(NUMBER).text()).endsWith(" ist es");
            client.post("/otp", "number", NUMBER, "applicationId", id, "language", "en");
            assertThat(running.lastMessage(NUMBER).text())
                    .startsWith("OTP code: ")
                    .endsWith(". Valid for 300 seconds.");
            client.post("/otp", "number", "+33612345678", "applicationId", id);
            assertThat(running.lastMessage("+33612345678").text()).startsWith("OTP code: ");
        }

        @Test
        void takesTextCodeLengthSenderAndCallerForThisSend() {
            client.post("/otp", "number", NUMBER, "text", "Yours: {{OTP}}", "pinLength", "8", "sender", "ACME");
            assertThat(running.lastMessage(NUMBER).text()).matches("Yours: [0-9]{8}");
            assertThat(running.lastMessage(NUMBER).sender()).isEqualTo("ACME");
            client.post(
                    "/otp",
                    "number",
                    NUMBER,
                    "otpCode",
                    "48151623",
                    "text",
                    "Lost 48151623",
                    "via",
                    "VOICE",
                    "caller",
                    "4930123");
            assertThat(running.lastMessage(NUMBER).text()).isEqualTo("Lost 48151623");
            assertThat(running.lastMessage(NUMBER).sender()).isEqualTo("4930123");
        }

        @Test
        void takesDefaultAsAnApplication() {
            String own = client.get("/application/default").text("applicationId");
            assertThat(client.post("/otp", "number", NUMBER, "applicationId", "default")
                            .text("applicationId"))
                    .isEqualTo(own);
            assertThat(client.post("/otp", "number", NUMBER).text("applicationId"))
                    .isEqualTo(own);
        }

        @ParameterizedTest
        @CsvSource({
            "number, '', 400 9001",
            "number, nobody, 400 9004",
            "number, +4915, 400 9004",
            "country, Germany, 400 9002",
            "country, XX, 400 9004",
            "via, PIGEON, 400 9008",
            "via, s m s, 400 9004",
            "language, german, 400 9004",
            "text, hello, 400 9005",
            "text, '{{OTP}} {{NAME}}', 400 9006",
            "otpCode, 123, 400 9003",
            "otpCode, ABCDEF, 400 9004",
            "pinLength, 3, 400 1006",
            "pinLength, 12, 400 1006",
            "pinLength, four, 400 9004",
            "pinLength, 99999999999999999999, 400 1006",
            "sender, A sender that is too long, 400 9002",
            "applicationId, 00000000-0000-4000-8000-000000000000, 400 9010",
            "applicationId, nonsense, 400 9010"
        })
        void refusesWhatIsWrong(String name, String value, String error) {
            Reply reply = name.equals("number")
                    ? client.post("/otp", name, value)
                    : client.post("/otp", "number", NUMBER, name, value);
            assertThat(reply.error()).isEqualTo(error);
            if (!error.equals("400 9010")) {
                assertThat(reply.text("message")).startsWith(name + " ");
            }
        }

        @Test
        void withoutANumberIsRefused() {
            assertThat(client.post("/otp").error()).isEqualTo("400 9001");
        }

        @Test
        void toAPremiumNumberIsRefused() {
            assertThat(client.post("/otp", "number", "+499001234567").error()).isEqualTo("400 9012");
        }
    }

    @Nested
    class ListByNumber {
        @Test
        void answersTheNewestFirst() {
            String first = client.post("/otp", "number", "+4915112345678").text("otpId");
            running.time.advance(Duration.ofMillis(1));
            String second = client.post("/otp", "number", "+4915112345678").text("otpId");
            Reply reply = client.get("/otp", "number", "+4915112345678");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().findValuesAsText("otpId")).containsExactly(second, first);
        }

        @Test
        void isEmptyWithoutABody() {
            Reply reply = client.get("/otp/", "number", "+4915187654321");
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.body()).isEmpty();
        }

        @Test
        void refusesWhatIsNoNumber() {
            assertThat(client.get("/otp", "number", "x").error()).isEqualTo("400 9004");
            assertThat(client.get("/otp").error()).isEqualTo("400 9001");
        }
    }

    @Nested
    class Status {
        @Test
        void answersTheOtp() {
            String id = running.send();
            assertThat(client.get("/otp/" + id).text("otpStatus")).isEqualTo("ACTIVE");
            assertThat(client.get("/otp/" + id + "/").text("otpId")).isEqualTo(id);
        }

        @ParameterizedTest
        @ValueSource(strings = {NOBODY, "nonsense", "..%2f", "00000000-0000-4000-8000-00000000000"})
        void isNotFoundForAnIdThatIsUnknownOrNone(String id) {
            Reply unknown = client.get("/otp/" + NOBODY);
            Reply reply = client.get("/otp/" + id);
            assertThat(reply.error()).isEqualTo("404 9030");
            assertThat(reply.text("message")).isEqualTo(unknown.text("message"));
        }
    }

    @Nested
    class Resend {
        @Test
        void sendsTheSameCodeAndMovesNothing() {
            Reply sent = client.post("/otp", "number", NUMBER);
            String code = running.code();
            client.post("/otp/" + sent.text("otpId") + "/check", "otpCode", running.wrongCode());
            running.time.advance(Duration.ofSeconds(40));
            Reply resent = client.post("/otp/" + sent.text("otpId"), "via", "VOICE");
            assertThat(resent.status()).isEqualTo(200);
            assertThat(running.lastMessage(NUMBER).channel()).hasToString("voice");
            assertThat(running.code()).isEqualTo(code);
            assertThat(resent.json().get("expire")).isEqualTo(sent.json().get("expire"));
            assertThat(resent.json().get("attemptCount").asInt()).isEqualTo(1);
        }

        @Test
        void keepsItsChannelUnlessToldAndChoosesAnewByAuto() {
            String id = client.post("/otp", "number", NUMBER, "via", "VOICE").text("otpId");
            client.post("/otp/" + id);
            assertThat(running.lastMessage(NUMBER).channel()).hasToString("voice");
            client.post("/otp/" + id, "via", "AUTO");
            assertThat(running.lastMessage(NUMBER).channel()).hasToString("sms");
        }

        @Test
        void takesASenderAndACallerForThisOnce() {
            String id = client.post("/otp", "number", NUMBER, "sender", "FIRST").text("otpId");
            assertThat(client.post("/otp/" + id, "sender", "SECOND", "caller", "4930123")
                            .status())
                    .isEqualTo(200);
            assertThat(running.lastMessage(NUMBER).sender()).isEqualTo("SECOND");
            client.post("/otp/" + id, "via", "VOICE", "sender", "SECOND", "caller", "4930123");
            assertThat(running.lastMessage(NUMBER).sender()).isEqualTo("4930123");
            assertThat(client.post("/otp/" + id, "sender", "x".repeat(65)).status())
                    .isEqualTo(400);
        }

        @Test
        void isUnauthorizedForWhatIsNotActiveAnyMore() {
            String id = running.send();
            client.post("/otp/" + id + "/check", "otpCode", running.code());
            assertThat(client.post("/otp/" + id).error()).isEqualTo("401 9021");
        }

        @Test
        void isForbiddenOnceSentAsOftenAsOneMayBe() {
            String id = running.send();
            for (int i = 0; i < 4; i++) {
                assertThat(client.post("/otp/" + id).status()).isEqualTo(200);
            }
            assertThat(client.post("/otp/" + id).error()).isEqualTo("403 9023");
        }

        @ParameterizedTest
        @ValueSource(strings = {NOBODY, "nonsense"})
        void isNotFoundForAnIdThatIsUnknownOrNone(String id) {
            assertThat(client.post("/otp/" + id).error()).isEqualTo("404 9030");
        }

        @Test
        void refusesAChannelThatIsNone() {
            assertThat(client.post("/otp/" + running.send(), "via", "pigeon").error())
                    .isEqualTo("400 9008");
        }
    }

    @Nested
    class Delete {
        @Test
        void answersTheOtpAsItWas() {
            String id = running.send();
            Reply deleted = client.delete("/otp/" + id);
            assertThat(deleted.status()).isEqualTo(200);
            assertThat(deleted.text("otpStatus")).isEqualTo("ACTIVE");
            assertThat(client.get("/otp/" + id).status()).isEqualTo(404);
            assertThat(client.delete("/otp/" + id).error()).isEqualTo("404 9030");
        }
    }

    @Nested
    class Check {
        @Test
        void acceptsTheRightCodeOnce() {
            String id = running.send();
            Reply right = client.post("/otp/" + id + "/check", "otpCode", running.code());
            assertThat(right.status()).isEqualTo(202);
            assertThat(right.text("otpStatus")).isEqualTo("VERIFIED");
            assertThat(right.json().get("attemptCount").asInt()).isEqualTo(1);
            Reply again = client.post("/otp/" + id + "/check", "otpCode", running.code());
            assertThat(again.status()).isEqualTo(410);
            assertThat(again.text("otpStatus")).isEqualTo("VERIFIED");
        }

        @Test
        void isUnauthorizedForAWrongCodeThenForbiddenThenGone() {
            String id = running.send();
            String wrong = running.wrongCode();
            for (int attempt = 1; attempt <= 2; attempt++) {
                Reply reply = client.post("/otp/" + id + "/check", "otpCode", wrong);
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.json().get("attemptCount").asInt()).isEqualTo(attempt);
                assertThat(reply.text("otpStatus")).isEqualTo("ACTIVE");
            }
            Reply last = client.post("/otp/" + id + "/check", "otpCode", wrong);
            assertThat(last.status()).isEqualTo(403);
            assertThat(last.text("otpStatus")).isEqualTo("TOO_MANY_ATTEMPTS");
            Reply after = client.post("/otp/" + id + "/check", "otpCode", running.code());
            assertThat(after.status()).isEqualTo(410);
            assertThat(after.json().get("attemptCount").asInt()).isEqualTo(3);
        }

        @Test
        void isGoneAfterItsTimeAndAResendIsUnauthorized() {
            String id = running.send();
            String code = running.code();
            running.time.advance(Duration.ofMinutes(5));
            Reply reply = client.post("/otp/" + id + "/check", "otpCode", code);
            assertThat(reply.status()).isEqualTo(410);
            assertThat(reply.text("otpStatus")).isEqualTo("EXPIRED");
            assertThat(client.post("/otp/" + id).error()).isEqualTo("401 9021");
            assertThat(client.get("/otp/" + id).text("otpStatus")).isEqualTo("EXPIRED");
        }

        @ParameterizedTest
        @ValueSource(strings = {NOBODY, "nonsense"})
        void isNotFoundForAnIdThatIsUnknownOrNone(String id) {
            assertThat(client.post("/otp/" + id + "/check", "otpCode", "1234").error())
                    .isEqualTo("404 9030");
        }

        @Test
        void withoutACodeCostsNothing() {
            String id = running.send();
            assertThat(client.post("/otp/" + id + "/check").error()).isEqualTo("400 9001");
            assertThat(client.post("/otp/" + id + "/check", "otpCode", " ").error())
                    .isEqualTo("400 9001");
            assertThat(client.get("/otp/" + id).json().get("attemptCount").asInt())
                    .isZero();
        }
    }

    @Nested
    class Events {
        @Test
        void tellWhatHappenedOldestFirst() {
            String id = running.send();
            client.post("/otp/" + id + "/check", "otpCode", running.wrongCode());
            Reply reply = client.get("/otp/" + id + "/events/");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().findValuesAsText("type"))
                    .startsWith("CREATED", "DELIVER_OTP_REQ")
                    .contains("DELIVER_OTP_RES_OK", "CHECK_FAIL");
            JsonNode delivered = byType(reply, "DELIVER_OTP_RES_OK");
            assertThat(delivered.get("status").asText()).isEqualTo("success");
            assertThat(delivered.get("statusText").asText()).startsWith("send 1");
            assertThat(delivered.get("created").asLong())
                    .isEqualTo(running.time.instant().toEpochMilli());
            assertThat(reply.json().get(0).has("status")).isFalse();
        }

        /** Wherever it is: a receipt may overtake the answer of the provider. */
        private static JsonNode byType(Reply reply, String type) {
            for (JsonNode event : reply.json()) {
                if (event.get("type").asText().equals(type)) {
                    return event;
                }
            }
            throw new AssertionError(type + " is not in " + reply.body());
        }

        @Test
        void areNotFoundForAnUnknownOtp() {
            assertThat(client.get("/otp/" + NOBODY + "/events").error()).isEqualTo("404 9030");
            assertThat(client.get("/otp/x/events").error()).isEqualTo("404 9030");
        }
    }

    @Nested
    class ApplicationList {
        @Test
        void hasTheDefaultOneFirst() {
            Reply reply = client.get("/application/");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().get(0).get("name").asText()).isEqualTo("default");
        }
    }

    @Nested
    class Create {
        @Test
        void withoutABodyTakesTyntecsDefaults() {
            Reply reply = client.post("/application/");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.fields())
                    .containsExactly(
                            "accountId",
                            "applicationId",
                            "name",
                            "pinLength",
                            "alphanumeric",
                            "attempts",
                            "expire",
                            "template",
                            "sender",
                            "created");
            JsonNode application = reply.json();
            assertThat(application.get("name").asText())
                    .isEqualTo("App-" + application.get("created").asLong());
            assertThat(application.get("pinLength").asInt()).isEqualTo(4);
            assertThat(application.get("alphanumeric").asBoolean()).isFalse();
            assertThat(application.get("attempts").asInt()).isEqualTo(3);
            assertThat(application.get("expire").asLong()).isEqualTo(300);
            assertThat(application.get("sender").asText()).isEqualTo("VERIFY");
            assertThat(application.get("template").get("en").asText())
                    .isEqualTo("OTP code: {{OTP}}. Valid for {{SEC}} seconds.");
            assertThat(application.get("template").get("en-voice").asText())
                    .isEqualTo("Your OTP code is {{OTP}} . Repeat of OTP Code: {{OTP}}");
        }

        @ParameterizedTest
        @EnumSource(Way.class)
        void takesEveryField(Way way) {
            Reply reply = client.call(
                    way,
                    "POST",
                    "/application",
                    "name",
                    "Shop",
                    "pinLength",
                    "11",
                    "alphanumeric",
                    "true",
                    "attempts",
                    "1",
                    "expire",
                    "7200",
                    "sender",
                    "SHOP",
                    "caller",
                    "4930123");
            assertThat(reply.json().get("pinLength").asInt()).isEqualTo(11);
            assertThat(reply.text("name") + reply.text("alphanumeric") + reply.text("attempts") + reply.text("expire"))
                    .isEqualTo("Shoptrue17200");
            assertThat(reply.text("sender") + reply.text("caller")).isEqualTo("SHOP4930123");
            client.post("/otp", "number", NUMBER, "applicationId", reply.text("applicationId"));
            assertThat(running.code()).matches("[0-9a-z]{11}");
        }

        @Test
        void takesAnApplicationAsItWasRead() {
            String read = client.get("/application/default").body().replace("\"default\"", "\"Copy\"");
            Reply copy = client.send(client.request("/application")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(read)));
            assertThat(copy.status()).isEqualTo(200);
            assertThat(copy.text("name")).isEqualTo("Copy");
        }

        @ParameterizedTest
        @CsvSource({
            "name, default, 400 1017",
            "name, DEFAULT, 400 1017",
            "pinLength, 3, 400 1006",
            "pinLength, 12, 400 1006",
            "expire, 29, 400 1008",
            "expire, 7201, 400 1008",
            "expire, -1, 400 1008",
            "expire, 1e3, 400 9004",
            "attempts, 0, 400 9003",
            "attempts, 11, 400 9003",
            "alphanumeric, maybe, 400 9004",
            "sender, '', 400 9001"
        })
        void refusesWhatIsOutOfBoundsAndWritesNothing(String name, String value, String error) {
            int before = client.get("/application").json().size();
            assertThat(client.post("/application", name, value).error()).isEqualTo(error);
            assertThat(client.get("/application").json().size()).isEqualTo(before);
        }
    }

    @Nested
    class ReadEditDelete {
        @Test
        void readsByIdOrDefault() {
            String id = application("name", "Read");
            assertThat(client.get("/application/" + id).text("name")).isEqualTo("Read");
            assertThat(client.get("/application/default").text("name")).isEqualTo("default");
            assertThat(client.get("/application/" + NOBODY).error()).isEqualTo("404 9030");
            assertThat(client.get("/application/nonsense").error()).isEqualTo("404 9030");
        }

        @ParameterizedTest
        @EnumSource(Way.class)
        void editsWhatIsNamedAndNothingElse(Way way) {
            String id = application("name", "Edit", "caller", "4930123");
            Reply edited = client.call(way, "POST", "/application/" + id, "alphaNumeric", "true", "expire", "60");
            assertThat(edited.status()).isEqualTo(200);
            assertThat(edited.text("alphanumeric")
                            + edited.text("expire")
                            + edited.text("name")
                            + edited.text("caller"))
                    .isEqualTo("true60Edit4930123");
            Reply cleared = client.call(way, "POST", "/application/" + id, "deleteCaller", "true");
            assertThat(cleared.json().has("caller")).isFalse();
        }

        @Test
        void editsTheDefaultOne() {
            assertThat(client.post("/application/default", "sender", "OURS").text("sender"))
                    .isEqualTo("OURS");
            assertThat(client.post("/application/default", "sender", "VERIFY").text("name"))
                    .isEqualTo("default");
        }

        @Test
        void refusesContradictoryAndUnknown() {
            String id = application();
            assertThat(client.post("/application/" + id, "caller", "49", "deleteCaller", "true")
                            .error())
                    .isEqualTo("400 9007");
            assertThat(client.post("/application/" + id, "alphaNumeric", "true", "alphanumeric", "false")
                            .error())
                    .isEqualTo("400 9007");
            assertThat(client.post("/application/" + id, "name", "default").error())
                    .isEqualTo("400 1017");
            assertThat(client.post("/application/" + id, "pinLength", "3", "name", "Half")
                            .error())
                    .isEqualTo("400 1006");
            assertThat(client.get("/application/" + id).text("name")).startsWith("App-");
            assertThat(client.post("/application/" + NOBODY, "name", "x").error())
                    .isEqualTo("404 9030");
            assertThat(client.post("/application/x", "name", "x").error()).isEqualTo("404 9030");
        }

        @Test
        void anEditChangesLaterOtpsAlone() {
            String id = application();
            String otp =
                    client.post("/otp", "number", NUMBER, "applicationId", id).text("otpId");
            client.post("/application/" + id, "attempts", "1");
            assertThat(client.get("/otp/" + otp).json().get("allowedAttempts").asInt())
                    .isEqualTo(3);
        }

        @Test
        void deletesAllButTheDefaultOne() {
            String id = application("name", "Gone");
            assertThat(client.delete("/application/" + id).text("name")).isEqualTo("Gone");
            assertThat(client.delete("/application/" + id).error()).isEqualTo("404 9030");
            assertThat(client.delete("/application/x").error()).isEqualTo("404 9030");
            assertThat(client.delete("/application/default").error()).isEqualTo("400 9009");
            String own = client.get("/application/default").text("applicationId");
            assertThat(client.delete("/application/" + own).error()).isEqualTo("400 9009");
        }

        @Test
        void theOtpsOfADeletedApplicationCanBeReadAndNothingElse() {
            String id = application();
            String otp =
                    client.post("/otp", "number", NUMBER, "applicationId", id).text("otpId");
            String code = running.code();
            client.delete("/application/" + id);
            assertThat(client.get("/otp/" + otp).text("otpStatus")).isEqualTo("ACTIVE");
            assertThat(client.post("/otp/" + otp + "/check", "otpCode", code).error())
                    .isEqualTo("404 9030");
            assertThat(client.post("/otp/" + otp).error()).isEqualTo("404 9030");
            assertThat(client.get("/otp/" + otp + "/events").status()).isEqualTo(200);
            assertThat(client.post("/otp", "number", NUMBER, "applicationId", id)
                            .error())
                    .isEqualTo("400 9010");
        }
    }

    @Nested
    class Templates {
        @ParameterizedTest
        @EnumSource(Way.class)
        void arePutByLanguageAndChannelAndDeleted(Way way) {
            String path = "/application/" + application() + "/language";
            client.call(way, "POST", path, "language", "de", "text", "{{OTP}}");
            Reply put =
                    client.call(way, "POST", path, "language", "pt-BR", "channel", "VOICE", "text", "{{OTP}} {{SEC}}");
            assertThat(put.status()).isEqualTo(200);
            assertThat(put.json().get("template").has("de")).isTrue();
            assertThat(put.json().get("template").get("pt-br-voice").asText()).isEqualTo("{{OTP}} {{SEC}}");
            Reply deleted = client.call(way, "DELETE", path, "language", "pt-BR", "channel", "voice");
            assertThat(deleted.status()).isEqualTo(200);
            assertThat(deleted.json().get("template").has("pt-br-voice")).isFalse();
            assertThat(client.call(way, "DELETE", path, "language", "fr").error())
                    .isEqualTo("404 9030");
        }

        @Test
        void deletingEnglishRestoresIt() {
            String path = "/application/" + application() + "/language";
            Reply own = client.post(path, "language", "en", "text", "Mine {{OTP}}");
            assertThat(own.json().get("template").toString()).isEqualTo("{\"en\":\"Mine {{OTP}}\"}");
            assertThat(client.delete(path, "language", "en")
                            .json()
                            .get("template")
                            .get("en")
                            .asText())
                    .isEqualTo("OTP code: {{OTP}}. Valid for {{SEC}} seconds.");
        }

        @ParameterizedTest
        @CsvSource({
            "de, '', no code, 400 9005",
            "de, '', '{{OTP}} {{X}}', 400 9006",
            "german, '', '{{OTP}}', 400 9004",
            "'', '', '{{OTP}}', 400 9001",
            "de, 'SMS!', '{{OTP}}', 400 9004",
            "de, '', '', 400 9001"
        })
        void areRefused(String language, String channel, String text, String error) {
            String path = "/application/default/language";
            Reply reply = channel.isEmpty()
                    ? client.post(path, "language", language, "text", text)
                    : client.post(path, "language", language, "text", text, "channel", channel);
            assertThat(reply.error()).isEqualTo(error);
        }

        @Test
        void needTheirParametersAndAnApplication() {
            assertThat(client.post("/application/default/language", "text", "{{OTP}}")
                            .error())
                    .isEqualTo("400 9001");
            assertThat(client.post("/application/default/language", "language", "de")
                            .error())
                    .isEqualTo("400 9001");
            assertThat(client.delete("/application/default/language").error()).isEqualTo("400 9001");
            assertThat(client.post("/application/" + NOBODY + "/language", "language", "de", "text", "{{OTP}}")
                            .error())
                    .isEqualTo("404 9030");
            assertThat(client.delete("/application/x/language", "language", "de")
                            .error())
                    .isEqualTo("404 9030");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void everyPostTakesItsParametersInEveryWay(Way way) {
        Reply sent = client.call(way, "POST", "/otp/", "number", NUMBER, "referenceId", "ä &=+%");
        assertThat(sent.text("referenceId")).isEqualTo("ä &=+%");
        String otp = "/otp/" + sent.text("otpId");
        assertThat(client.call(way, "POST", otp, "via", "VOICE").status()).isEqualTo(200);
        assertThat(running.lastMessage(NUMBER).channel()).hasToString("voice");
        assertThat(client.call(way, "POST", otp + "/check/", "otpCode", running.wrongCode())
                        .status())
                .isEqualTo(401);
        assertThat(client.call(way, "POST", otp + "/check", "otpCode", running.code())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void parametersMayBeMixedAndRepeatedButNotContradictory() {
        var mixed = client.request("/otp?number=%2B491701234567")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("number=%2B491701234567&sender=ACME"));
        assertThat(client.send(mixed).status()).isEqualTo(200);
        assertThat(running.lastMessage(NUMBER).sender()).isEqualTo("ACME");
        var contradictory = client.request("/otp?number=%2B491701234567")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"number\":\"+33612345678\"}"));
        assertThat(client.send(contradictory).error()).isEqualTo("400 9007");
    }

    @Test
    void jsonTakesNumbersAndBooleansAsTextTooAndNullAsNothing() {
        Reply reply = client.send(
                client.request("/application")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"pinLength\":\"6\",\"alphanumeric\":\"TRUE\",\"expire\":\"60\",\"caller\":null,\"template\":{\"en\":\"x\"}}")));
        assertThat(reply.text("pinLength") + reply.text("alphanumeric") + reply.text("expire"))
                .isEqualTo("6true60");
        assertThat(reply.status()).isEqualTo(200);
    }
}
