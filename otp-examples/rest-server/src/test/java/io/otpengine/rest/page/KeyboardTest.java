package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class KeyboardTest extends BrowserTest {
    @Test
    void aNumberIsProvedWithoutAMouse() {
        browser.script("document.activeElement.blur()");
        tabTo("number");
        browser.press(Keys.ENTER);
        browser.untilShown("#suggestion");
        browser.until("the code has the focus", () -> browser.focused().equals("code"));
        tabTo("suggestion");
        browser.press(Keys.SPACE);
        browser.untilShown("#step-proved");
        assertThat(browser.focused()).isEqualTo("proved-title");
        tabTo("restart");
        browser.press(Keys.ENTER);
        browser.until("back at the number", () -> browser.focused().equals("number"));
        browser.assertClean();
    }

    @Test
    void theFirstStopSkipsToTheForm() {
        browser.script("document.activeElement.blur()");
        browser.press(Keys.TAB);
        assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("Skip to the sign-in form");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("number");
    }

    @Test
    void everyStopShowsThatItHasTheFocus() {
        send();
        browser.script("document.activeElement.blur()");
        List<String> without = new ArrayList<>();
        for (int stops = 0; stops < 60; stops++) {
            browser.press(Keys.TAB);
            Object marked = browser.script(
                    "const e = document.activeElement; const shown = e.type === 'radio' ? e.nextElementSibling : e;"
                            + " const s = getComputedStyle(shown); return e === document.body || (s.outlineStyle !=="
                            + " 'none' && parseFloat(s.outlineWidth) >= 2);");
            if (!Boolean.TRUE.equals(marked)) {
                without.add(browser.driver.switchTo().activeElement().getAttribute("outerHTML"));
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void aBlockedButtonCanBeReachedAndDoesNothing() {
        send();
        tabTo("resend");
        browser.countRequests();
        browser.press(Keys.ENTER);
        assertThat(browser.focused()).isEqualTo("resend");
        assertThat(browser.requests()).isZero();
        assertThat(browser.find("#resend").getAttribute("aria-describedby")).isEqualTo("cooldown");
    }

    @Test
    void theWayIsChosenWithArrows() {
        browser.script("document.activeElement.blur()");
        tabTo("number");
        browser.press(Keys.TAB);
        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ENTER);
        browser.untilShown("#bubbles .call");
    }

    private void tabTo(String id) {
        for (int stops = 0; stops < 60 && !browser.focused().equals(id); stops++) {
            browser.press(Keys.TAB);
        }
        assertThat(browser.focused()).isEqualTo(id);
    }
}
