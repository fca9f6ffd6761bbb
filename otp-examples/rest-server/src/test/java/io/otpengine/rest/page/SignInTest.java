package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.SendRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class SignInTest extends BrowserTest {
    @Test
    void twoClicksProveANumber() {
        assertThat(browser.find("#number").getAttribute("value")).startsWith("+44 7700 900");

        browser.click("#send");
        browser.untilShown("#bubbles button");
        browser.click("#bubbles button");

        browser.untilShown("#step-proved");
        assertThat(browser.text("#proved-text")).isEqualTo(browser.text("#phone-number") + " is yours.");
        assertThat(browser.focused()).isEqualTo("proved-title");
        browser.assertClean();
    }

    @Test
    void theCodeOfferedBesideTheFieldProvesToo() {
        send();
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void aTypedCodeProvesANumber() {
        send();
        assertThat(browser.focused()).isEqualTo("code");
        String code = codeOnThePhone();
        browser.press(code.substring(0, 2) + " " + code.substring(2), Keys.ENTER);
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void wrongCodesCostAttemptsToTheEnd() {
        send();
        String right = codeOnThePhone();
        tryCode(wrongCode());
        browser.untilText("#code-error", "That code is not valid. 2 attempts left.");
        assertThat(browser.focused()).isEqualTo("code");
        assertThat(browser.find("#code").getAttribute("aria-invalid")).isEqualTo("true");
        browser.untilText("#attempts", "2 attempts left");
        tryCode(wrongCode());
        browser.untilText("#code-error", "That code is not valid. 1 attempt left.");
        tryCode(wrongCode());

        browser.untilShown("#step-over");
        assertThat(browser.text("#over-title")).isEqualTo("That code is not valid");
        assertThat(browser.text("#over-text")).isEqualTo("There are no attempts left for it.");
        assertThat(browser.focused()).isEqualTo("over-title");
        browser.untilText("#timeline", "TOO_MANY_ATTEMPTS");
        browser.click("#bubbles button");
        assertThat(browser.text("#bubbles")).contains(right);
        assertThat(browser.find("#step-proved").isDisplayed()).isFalse();
        browser.assertClean();
    }

    @Test
    void anExpiredCodeShowsAsSuchWithoutAReload() {
        send();
        server.time.advance(Duration.ofMinutes(5));
        browser.untilShown("#step-over");
        assertThat(browser.text("#over-title")).isEqualTo("The code has expired");
        assertThat(browser.focused()).isEqualTo("over-title");
        browser.untilText("#timeline", "Expired");

        browser.click("#anew");
        browser.untilShown("#step-code");
        browser.untilShown("#suggestion");
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void aCodeCanBeSentAgainOnceTheNumberHasCooledDown() {
        send();
        String code = codeOnThePhone();
        browser.untilText("#cooldown", "Another code can be sent in 0:");
        assertThat(browser.find("#resend").getAttribute("aria-disabled")).isEqualTo("true");
        browser.countRequests();
        browser.click("#resend");
        assertThat(browser.requests()).isZero();

        server.time.advance(Duration.ofSeconds(30));
        browser.until("cool", () -> browser.find("#resend").getAttribute("aria-disabled") == null);
        browser.untilText("#announcer", "You can have the code sent again now.");
        browser.click("#resend");
        browser.until("a second message", () -> browser.all("#bubbles li").size() == 2);
        // It comes in by an animation, and has no text to see at the first instant of that.
        browser.untilText("#bubbles li:last-child", code);
        browser.untilText("#cooldown", "Another code can be sent in 0:");
        browser.until(
                "the field for the code has the focus", () -> browser.focused().equals("code"));

        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void theNextSendToTheSameNumberWaitsAsLongAsTheServerSays() {
        send();
        browser.click("#change");
        browser.untilShown("#step-number");
        assertThat(browser.focused()).isEqualTo("number");
        server.time.advance(Duration.ofSeconds(10));
        browser.click("#send");
        browser.untilText("#number-error", "This number cannot have another code yet.");
        browser.untilText("#send", "Send code in 0:");
        String wait = browser.text("#send");
        assertThat(Integer.parseInt(wait.substring(wait.length() - 2))).isBetween(10, 20);
        browser.assertClean(429);
    }

    @Test
    void theFifthResendIsRefusedInWords() {
        send();
        for (int sends = 2; sends <= 5; sends++) {
            int messages = sends;
            server.time.advance(Duration.ofSeconds(40));
            browser.until("cool", () -> browser.find("#resend").getAttribute("aria-disabled") == null);
            browser.click("#resend");
            browser.until("message " + sends, () -> browser.all("#bubbles li").size() == messages);
        }
        server.time.advance(Duration.ofSeconds(40));
        browser.until("cool", () -> browser.find("#resend").getAttribute("aria-disabled") == null);
        browser.click("#resend");
        browser.untilText("#resend-error", "as often as it may be");
        browser.assertClean(409, 429);
    }

    @Test
    void theCodeCanComeByCallInstead() {
        send();
        server.time.advance(Duration.ofSeconds(30));
        browser.until("cool", () -> browser.find("#call").getAttribute("aria-disabled") == null);
        browser.click("#call");
        browser.untilShown("#bubbles .call");
        browser.untilText("#call", "Text me instead");
        browser.untilText("#sent-to", "Sent by call to");
        String spoken = browser.text("#bubbles .call q");
        assertThat(spoken)
                .contains("Your OTP code is")
                .contains(String.join(", ", codeOnThePhone().split("")));
        browser.assertClean();
    }

    @Test
    void aNumberThatIsNoneIsSaidToBeNoneBesideItsField() {
        for (String number : List.of("12", "+44 7700", "hello", "+44 900 123")) {
            browser.type("#number", number);
            browser.click("#send");
            browser.until("an error", () -> !browser.text("#number-error").isEmpty());
            assertThat(browser.find("#number").getAttribute("aria-invalid")).isEqualTo("true");
            assertThat(browser.focused()).isEqualTo("number");
        }
        browser.type("#number", "");
        browser.click("#send");
        browser.untilText("#number-error", "Type a phone number.");
        browser.assertClean(400);
    }

    @Test
    void anEmptyCodeIsNotSentToTheServer() {
        send();
        browser.click("#verify");
        browser.untilText("#code-error", "Type the code from the message.");
        assertThat(browser.text("#attempts")).isEqualTo("3 attempts left");
        browser.assertClean();
    }

    @Test
    void aReloadKeepsTheCodeThatWasSent() {
        send();
        String code = codeOnThePhone();
        browser.driver.navigate().refresh();
        browser.untilLive();
        browser.untilShown("#step-code");
        assertThat(codeOnThePhone()).isEqualTo(code);
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void aBlockedVisitorIsToldWhen() {
        for (int i = 0; i < 10; i++) {
            server.engine.send(SendRequest.to("+4477009001" + (10 + i)).subject("127.0.0.1"));
        }
        browser.click("#send");
        browser.untilText("#number-error", "Too many codes were asked for from your address.");
        browser.untilText("#send", "Send code in 59:");
        browser.assertClean(429);
    }
}
