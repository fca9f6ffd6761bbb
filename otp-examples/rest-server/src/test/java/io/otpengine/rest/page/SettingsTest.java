package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest extends BrowserTest {
    @Test
    void aTextIsPreviewedWithItsPartsWhileItIsWritten() {
        browser.type("#template", "Ihr Code: {{OTP}}");
        browser.untilText("#preview", "Ihr Code: 1234");
        browser.untilText("#preview-size", "1 part · 14 of 160 characters of GSM-7");

        browser.type("#template", "Kod: {{OTP}} ważny {{MIN}} min, ".repeat(4));
        browser.untilText("#preview", "Kod: 1234 ważny 5 min");
        browser.untilText("#preview-size", "2 parts");
        browser.untilText("#preview-size", "of 70 characters of UCS-2");
        browser.untilText("#findings", "LATIN SMALL LETTER Z WITH DOT ABOVE");

        browser.type("#code-length", "8");
        browser.untilText("#preview", "Kod: 12345678 ważny");
        browser.assertClean();
    }

    @Test
    void whatCannotBeSavedIsSaidBeforeItIsTried() {
        browser.type("#template", "Your code is {{CODE}}");
        browser.untilText("#findings", "Cannot be saved: Text must");
        browser.click("#save-template");
        browser.untilText("#text-error", "Text must");
        assertThat(browser.focused()).isEqualTo("template");
        browser.type("#template", "no code at all");
        browser.untilText("#findings", "must contain {{OTP}}");
        assertThat(defaults().templates()).isEmpty();
        browser.assertClean(400);
    }

    @Test
    void settingsOutsideTheBoundsAreRefusedBesideTheirField() {
        for (Map.Entry<String, String> wrong : Map.of("code-length", "3", "attempts-allowed", "11", "expire", "29")
                .entrySet()) {
            String before = browser.find("#" + wrong.getKey()).getAttribute("value");
            browser.type("#" + wrong.getKey(), wrong.getValue());
            browser.click("#save-settings");
            browser.until("refused", () -> browser.focused().equals(wrong.getKey()));
            assertThat(browser.find("#" + wrong.getKey()).getAttribute("aria-invalid"))
                    .isEqualTo("true");
            browser.type("#" + wrong.getKey(), before);
        }
        browser.assertClean(400);
    }

    @Test
    void whatAVisitorSavesIsTheirsAlone() throws Exception {
        browser.type("#code-length", "6");
        browser.type("#attempts-allowed", "5");
        browser.type("#sender", "ACME");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        browser.untilText("#settings-whose", "Your own copy");
        browser.type("#template", "{{OTP}} opens ACME.");
        browser.click("#save-template");
        browser.untilText("#template-saved", "Saved.");
        send();
        assertThat(codeOnThePhone()).hasSize(6);
        assertThat(browser.text("#attempts")).isEqualTo("5 attempts left");
        assertThat(browser.text("#bubbles")).contains(codeOnThePhone() + " opens ACME.");
        assertThat(browser.text("#thread-name")).isEqualTo("ACME");

        Visitor other = Visitor.on(server);
        JsonNode sent = other.send("+491701234567");
        assertThat(sent.at("/state/otp/codeLength").asInt()).isEqualTo(4);
        assertThat(sent.at("/state/phone/messages/0/text").asText()).startsWith("OTP code: ");
        assertThat(defaults().codeLength()).isEqualTo(4);
        browser.assertClean();
    }

    @Test
    void anotherLanguageIsAddedAndUsed() {
        browser.click("#template-key option[value='+']");
        browser.untilShown("#new-language");
        browser.type("#new-language", "de");
        browser.type("#template", "{{OTP}} ist Ihr Code.");
        browser.click("#save-template");
        browser.untilText("#template-saved", "Saved.");
        assertThat(browser.find("#template-key").getAttribute("value")).isEqualTo("de");
        browser.untilShown("#language");
        browser.click("#language option[value='de']");
        send();
        assertThat(browser.text("#bubbles")).contains(" ist Ihr Code.");

        browser.click("#delete-template");
        browser.untilText("#template-saved", "Removed.");
        assertThat(browser.all("#template-key option[value='de']")).isEmpty();
        browser.assertClean();
    }

    @Test
    void theWordsOfACallArePreviewedAsSpoken() {
        browser.click("#template-key option[value='en-voice']");
        browser.untilText("#preview", "Your OTP code is 1, 2, 3, 4");
        browser.untilText("#preview-size", "A call has no parts.");
        browser.assertClean();
    }

    @Test
    void everythingGoesBackToTheDefaults() {
        browser.type("#sender", "ACME");
        browser.click("#save-settings");
        browser.untilShown("#reset");
        browser.type("#template", "{{OTP}}!");
        browser.click("#save-template");
        browser.untilText("#template-saved", "Saved.");
        browser.click("#reset");
        browser.untilText("#settings-saved", "As at the start.");
        assertThat(browser.find("#sender").getAttribute("value")).isEqualTo("VERIFY");
        assertThat(browser.find("#template").getAttribute("value")).startsWith("OTP code: ");
        browser.assertClean();
    }

    @Test
    void callsComeFromTheCallerAndGoingBackTakesItAway() {
        browser.type("#caller", "4930123");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        browser.click("label:has(input[value=voice])");
        browser.click("#send");
        browser.untilText("#thread-name", "4930123");
        browser.click("#reset");
        browser.untilText("#settings-saved", "As at the start.");
        assertThat(browser.find("#caller").getAttribute("value")).isEmpty();
        browser.assertClean();
    }

    @Test
    void lettersAreAskedForWithAKeyboardThatHasThem() {
        browser.click("#alphanumeric");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        send();
        assertThat(browser.find("#code").getAttribute("inputmode")).isEqualTo("text");
        assertThat(browser.text("#code-hint")).contains("letters and digits");
        browser.type("#code", codeOnThePhone().toUpperCase(java.util.Locale.ROOT));
        browser.click("#verify");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void aVisitorsCopyGoesWithTheVisitor() throws Exception {
        Visitor visitor = Visitor.on(server);
        visitor.post("/page/template", "{\"language\":\"en\",\"text\":\"{{OTP}}.\"}");
        assertThat(server.engine.applications().list()).hasSize(2);
        server.time.advance(Duration.ofHours(3));
        Visitor.on(server);
        assertThat(server.engine.applications().list()).hasSize(1);
    }

    @Test
    void whatAnEarlierProcessLeftBehindIsSweptAndNothingElse() {
        VisitorApplications applications = new VisitorApplications(server.engine);
        for (String name : List.of("Visitor AbCd-123", "Visitor of mine", "Shop")) {
            server.engine.applications().create(io.otpengine.ApplicationSpec.named(name));
        }
        applications.sweep(server.time.instant());
        assertThat(server.engine.applications().list()).hasSize(4);
        applications.sweep(server.time.advance(Duration.ofHours(12).plusMillis(1)));
        assertThat(server.engine.applications().list())
                .extracting(Application::name)
                .contains("Visitor of mine", "Shop")
                .hasSize(3);
    }

    @Test
    void previewsNeverRunOut() {
        Preview preview = new Preview(OtpPolicy.recommended());
        for (int i = 0; i < 50; i++) {
            View.Preview shown = preview.of(
                    new SettingsEditor.Draft(6, false, 3, 300, "VERIFY", "", "en", "", "Code {{OTP}}, " + i));
            assertThat(shown.text()).isEqualTo("Code 123456, " + i);
        }
    }

    private Application defaults() {
        return server.engine.applications().find(ApplicationId.DEFAULT).orElseThrow();
    }
}
