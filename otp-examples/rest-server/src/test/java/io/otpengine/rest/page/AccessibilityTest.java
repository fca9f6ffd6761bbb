package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each state of the page under axe's rules, WCAG 2.2 AA and best practice, in light, dark and narrow. */
class AccessibilityTest extends BrowserTest {
    @Test
    void theFirstLook() throws Exception {
        assertAccessible();
    }

    @Test
    void whileACodeIsAskedFor() throws Exception {
        send();
        tryCode(wrongCode());
        browser.untilText("#code-error", "not valid");
        browser.untilText("#timeline", "CHECK_FAIL");
        assertAccessible();
    }

    @Test
    void afterACall() throws Exception {
        browser.click("label:has(input[value=voice])");
        browser.click("#send");
        browser.untilShown("#bubbles .call");
        assertAccessible();
    }

    @Test
    void onceANumberIsProved() throws Exception {
        send();
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        assertAccessible();
    }

    @Test
    void afterACodeExpired() throws Exception {
        send();
        server.time.advance(Duration.ofMinutes(10));
        browser.untilShown("#step-over");
        assertAccessible();
    }

    @Test
    void withErrorsInTheSettings() throws Exception {
        browser.type("#expire", "1");
        browser.click("#save-settings");
        browser.until("refused", () -> browser.focused().equals("expire"));
        browser.type("#template", "ąęłść {{OTP}}".repeat(9));
        browser.untilText("#findings", "Cannot be saved");
        assertAccessible();
    }

    @Test
    void theDescriptionOfTheApi() throws Exception {
        server.openApi(DocsTest.DESCRIPTION);
        browser.driver.get(server.url() + "/docs");
        browser.untilText("#operations", "/otp/{otpId}");
        assertAccessible();
    }

    @Test
    void withoutMotionNothingMoves() {
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        send();
        assertThat(browser.script("return document.getAnimations().length")).isEqualTo(0L);
    }

    @Test
    void aNarrowScreenNeedsNoScrollingSideways() {
        narrow();
        send();
        assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    private void assertAccessible() throws Exception {
        assertThat(violations("light")).isEmpty();
        scheme("dark");
        assertThat(violations("dark")).isEmpty();
        narrow();
        assertThat(violations("narrow")).isEmpty();
    }

    private void scheme(String value) {
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", value))));
        browser.until(
                "nothing moves any more",
                () -> browser.script("return document.getAnimations().length").equals(0L));
    }

    private void narrow() {
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", true));
    }

    private List<?> violations(String look) throws Exception {
        browser.until(
                look + " is at rest",
                () -> browser.script("return document.getAnimations().length").equals(0L));
        browser.script(Axe.source());
        return (List<?>) browser.driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              (result) => done(result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join('; '))),
              (error) => done(['axe failed: ' + error]));
            """);
    }
}
