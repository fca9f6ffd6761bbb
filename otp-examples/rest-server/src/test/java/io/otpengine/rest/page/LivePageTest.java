package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.SendRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** What moves without a reload. */
class LivePageTest extends BrowserTest {
    @Test
    void theTimelineTellsWhatHappens() {
        send();
        browser.untilText("#timeline", "DELIVERED");
        assertThat(browser.all("#timeline li"))
                .extracting(item -> item.getAttribute("data-type"))
                // A receipt may overtake the answer.
                .startsWith("CREATED", "DELIVER_OTP_REQ")
                .containsExactlyInAnyOrder("CREATED", "DELIVER_OTP_REQ", "DELIVER_OTP_RES_OK", "DELIVERED");
        tryCode(wrongCode());
        browser.untilText("#timeline", "CHECK_FAIL");
        browser.click("#suggestion");
        browser.untilText("#timeline", "VERIFIED");
        assertThat(browser.text("#timeline .badge")).isEqualTo("Verified");
        browser.assertClean();
    }

    @Test
    void theFunnelMovesWithTheCodesOfOthers() {
        browser.untilText("#count-sent", "0");
        Otp one = server.engine.send(SendRequest.to("+491701111111")).orElseThrow();
        server.engine.send(SendRequest.to("+491702222222")).orElseThrow();
        browser.untilText("#count-sent", "2");
        browser.untilText("#count-delivered", "2");
        String code = server.phone.messages("+491701111111").get(0).code();
        server.engine.verify(one.id(), code);
        browser.untilText("#count-verified", "1");
        assertThat(browser.text("#share-verified")).isEqualTo("50 %");
        assertThat(browser.find("#funnel-summary").getAttribute("textContent"))
                .isEqualTo("Codes today: 2 sent, 2 of them delivered, 1 of them verified.");
        assertThat(heights()).containsExactly(120.0, 120.0, 60.0);
        browser.assertClean();
    }

    @Test
    void aMessageSentByTheApiToThisPhoneAppearsOnIt() {
        String number = browser.find("#number").getAttribute("value");
        server.engine.send(SendRequest.to(number).text("From the API: {{OTP}}"));
        browser.untilText("#bubbles", "From the API: ");
        browser.assertClean();
    }

    @Test
    void thePhoneForgetsWhatExpired() {
        send();
        assertThat(browser.all("#bubbles li")).hasSize(1);
        server.time.advance(Duration.ofMinutes(5));
        browser.until("the phone forgot", () -> browser.all("#bubbles li").isEmpty());
        browser.untilShown("#locked");
        browser.assertClean();
    }

    @Test
    void thePhoneKeepsAReadingPosition() {
        send();
        WebElement first = browser.find("#bubbles li");
        server.time.advance(Duration.ofSeconds(31));
        String number = browser.text("#phone-number");
        server.engine.send(SendRequest.to(number));
        browser.until("two messages", () -> browser.all("#bubbles li").size() == 2);
        // The same element: what a reader heard is not made anew and heard again.
        assertThat(browser.find("#bubbles li")).isEqualTo(first);
    }

    @Test
    void midnightEmptiesTheFunnel() {
        send();
        browser.untilText("#count-sent", "1");
        server.time.advance(Duration.ofDays(1));
        browser.untilText("#count-sent", "0");
        browser.untilText("#funnel-day", "2030-01-03");
    }

    @Test
    void aServerThatForgotTheTabLetsItBeginAnew() {
        send();
        server.time.advance(Duration.ofHours(3));
        browser.untilShown("#step-over");
        browser.click("#anew");
        browser.untilShown("#step-number");
        assertThat(browser.text("#trouble")).contains("Have a new code sent.");
        browser.untilLive();
        browser.click("#send");
        browser.untilShown("#suggestion");
        browser.click("#suggestion");
        browser.untilShown("#step-proved");
        browser.assertClean(401);
    }

    private java.util.List<Double> heights() {
        return browser.all("#funnel-plot rect").stream()
                .map(bar -> Double.valueOf(bar.getAttribute("height")))
                .toList();
    }
}
