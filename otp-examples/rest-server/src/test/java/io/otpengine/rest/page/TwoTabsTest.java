package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoTabsTest extends BrowserTest {
    @Test
    void twoTabsProveTwoNumbersSideBySide() {
        String one = browser.driver.getWindowHandle();
        String firstNumber = browser.find("#number").getAttribute("value");
        send();
        String firstCode = codeOnThePhone();

        String two = browser.openTab(server);
        assertThat(browser.find("#number").getAttribute("value")).isNotEqualTo(firstNumber);
        assertThat(browser.all("#bubbles li")).isEmpty();
        send();
        String secondCode = codeOnThePhone();
        tryCode(firstCode.equals(secondCode) ? wrongCode() : firstCode);
        browser.untilText("#attempts", "2 attempts left");

        browser.driver.switchTo().window(one);
        assertThat(browser.text("#attempts")).isEqualTo("3 attempts left");
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        assertThat(browser.text("#timeline")).contains(firstNumber).doesNotContain("CHECK_FAIL");

        browser.driver.switchTo().window(two);
        assertThat(browser.find("#step-code").isDisplayed()).isTrue();
        browser.untilText("#count-verified", "1");
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void tabsBeyondTheStreamsAskInstead() {
        for (int i = 0; i < 3; i++) {
            browser.openTab(server);
        }
        browser.untilText("#live", "Live, by asking");
        send();
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.untilText("#timeline", "VERIFIED");
        browser.assertClean(429);
    }

    @Test
    void settingsSavedInOneTabReachTheOther() {
        String one = browser.driver.getWindowHandle();
        browser.openTab(server);
        browser.type("#sender", "ACME");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        browser.driver.switchTo().window(one);
        browser.until(
                "the other tab shows it",
                () -> browser.find("#sender").getAttribute("value").equals("ACME"));
        browser.assertClean();
    }
}
