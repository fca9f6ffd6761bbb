package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.SendRequest;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others write is text wherever it appears. */
class MarkupTest extends BrowserTest {
    private static final String IMAGE = "<img src=x onerror='hit=1'>";
    private static final String SCRIPT = "<script>hit=1</script>";

    private long elements;

    @BeforeEach
    void countElements() {
        elements = images();
    }

    @Test
    void aTemplateWithMarkupArrivesAsItIsWritten() {
        String text = IMAGE + SCRIPT + "\"><b>bold</b> {{OTP}} &amp; &lt;";
        browser.type("#template", text);
        browser.untilText("#preview", IMAGE + SCRIPT);
        browser.click("#save-template");
        browser.untilText("#template-saved", "Saved.");
        send();
        browser.untilText("#bubbles", IMAGE + SCRIPT + "\"><b>bold</b> " + codeOnThePhone() + " &amp; &lt;");
        assertInert();
    }

    @Test
    void aSenderWithMarkupIsAName() {
        browser.type("#sender", "<b>x</b><i>");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        send();
        browser.untilText("#thread-name", "<b>x</b><i>");
        assertInert();
    }

    @Test
    void aCallWithMarkupIsSpokenAsText() {
        server.engine
                .applications()
                .putTemplate(ApplicationId.DEFAULT, "en", Optional.of(Channel.VOICE), IMAGE + " {{OTP}}");
        browser.click("label:has(input[value=voice])");
        browser.click("#send");
        browser.untilText("#bubbles .call", IMAGE);
        assertInert();
    }

    @Test
    void aMessageByTheApiIsTextToo() {
        String number = browser.find("#number").getAttribute("value");
        server.engine.send(
                SendRequest.to(number).text(IMAGE + SCRIPT + " {{OTP}}").sender("<u>evil</u>"));
        browser.untilText("#bubbles", IMAGE + SCRIPT);
        browser.untilText("#thread-name", "<u>evil</u>");
        assertInert();
    }

    @Test
    void aFieldWithMarkupIsRefusedWithoutBeingRepeated() {
        browser.type("#number", IMAGE);
        browser.click("#send");
        browser.until("an error", () -> !browser.text("#number-error").isEmpty());
        assertThat(browser.text("#number-error")).doesNotContain("img");
        browser.click("#template-key option[value='+']");
        browser.type("#new-language", "<b>");
        browser.click("#save-template");
        browser.until("an error", () -> !browser.text("#language-error").isEmpty());
        assertThat(browser.text("#language-error")).doesNotContain("<b>");
        assertInert(400);
    }

    @Test
    void theDescriptionOfTheApiIsTextToo() {
        server.openApi("{\"info\":{\"title\":\"" + IMAGE + "\",\"description\":\"" + SCRIPT
                + "\",\"version\":\"1\"},\"paths\":{\"/" + IMAGE + "\":{\"get\":{\"summary\":\"" + SCRIPT
                + "\",\"tags\":[\"" + IMAGE + "\"],\"parameters\":[{\"name\":\"" + IMAGE
                + "\",\"in\":\"query\",\"schema\":{\"$ref\":\"javascript:hit=1\"}}]}}}}");
        browser.driver.get(server.url() + "/docs");
        browser.untilText("#operations", IMAGE);
        assertThat(browser.text("#title")).isEqualTo(IMAGE);
        assertThat(browser.all("a[href^='javascript:']")).isEmpty();
        assertInert();
    }

    private void assertInert(int... provoked) {
        assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
        assertThat(images()).isEqualTo(elements);
        browser.assertClean(provoked);
    }

    private long images() {
        return ((Number) browser.script("return document.querySelectorAll('img, b, i, u, script').length"
                        + " - document.querySelectorAll('.dots i').length"))
                .longValue();
    }
}
