package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A browser with WebOTP, played by a stand-in: a real one needs a phone. */
class WebOtpTest extends BrowserTest {
    private static final String STAND_IN = """
        window.OTPCredential = window.OTPCredential || class {};
        window.questions = [];
        navigator.credentials.get = (options) => new Promise((resolve, reject) => {
          const question = { transport: options.otp.transport.join(), aborted: false, resolve };
          options.signal.addEventListener('abort', () => {
            question.aborted = true;
            reject(new DOMException('taken back', 'AbortError'));
          });
          questions.push(question);
        });
        """;

    private String script;

    @Override
    void openThePage() {
        script = (String) browser.driver
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", STAND_IN))
                .get("identifier");
        super.openThePage();
    }

    @AfterEach
    void removeTheStandIn() {
        browser.driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    @Override
    PageServer newServer() {
        return PageServer.demoAt("login.example.com");
    }

    @Test
    void theFieldIsMadeForCodes() {
        send();
        assertThat(browser.find("#code").getAttribute("autocomplete")).isEqualTo("one-time-code");
        assertThat(browser.find("#code").getAttribute("inputmode")).isEqualTo("numeric");
        assertThat(browser.find("#number").getAttribute("autocomplete")).isEqualTo("tel");
        assertThat(browser.find("#number").getAttribute("inputmode")).isEqualTo("tel");
        assertThat(browser.find("label[for='code']").getText()).isEqualTo("Code");
    }

    @Test
    void theCodeThatTheBrowserHandsOverIsChecked() {
        send();
        assertThat(browser.script("return questions.length + questions[0].transport"))
                .isEqualTo("1sms");
        browser.script("questions[0].resolve({ code: arguments[0] })", codeOnThePhone());
        browser.untilShown("#step-proved");
        assertThat(browser.script("return questions.length")).isEqualTo(1L);
        browser.assertClean();
    }

    @Test
    void theQuestionIsTakenBackWhenTheCodeIsNoLongerWanted() {
        send();
        browser.click("#change");
        browser.untilShown("#step-number");
        assertThat(aborted()).containsExactly("true");
        server.time.advance(java.time.Duration.ofSeconds(30));
        send();
        assertThat(aborted()).containsExactly("true", "false");
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        assertThat(aborted()).containsExactly("true", "true");
        browser.assertClean();
    }

    @Test
    void aTextIsBoundToTheSiteOnlyIfSomebodySaysSo() {
        send();
        assertThat(browser.text("#bubbles")).doesNotContain("@login.example.com");
        browser.click("#change");
        browser.click("#bind");
        browser.untilText("#preview", "@login.example.com #1234");
        browser.click("#save-template");
        browser.untilText("#template-saved", "Saved.");
        server.time.advance(java.time.Duration.ofSeconds(30));
        send();
        browser.untilText("#bubbles li:last-child", "@login.example.com #" + codeOnThePhone());
        browser.assertClean();
    }

    private List<String> aborted() {
        return List.of(((String) browser.script("return questions.map((q) => q.aborted).join()")).split(",", -1));
    }
}
