package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.otpengine.ApplicationId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page where messages go to real phones: the form alone, and settings for who holds a key. */
class ProductionTest extends BrowserTest {
    private static final String NUMBER = "+491701234567";
    private static final String SETTINGS =
            "{\"codeLength\":7,\"alphanumeric\":false,\"attempts\":2,\"expire\":120,\"sender\":\"ACME\"}";

    @Override
    PageServer newServer() {
        return PageServer.production();
    }

    @Override
    void openThePage() {
        browser.driver.manage().deleteAllCookies();
        browser.forgetComplaints();
        browser.driver.get(server.url() + "/");
        browser.untilShown("#unlock-form");
    }

    @Test
    void theFormProvesANumberAndShowsNothingElse() {
        assertThat(browser.find("#phone-area").isDisplayed()).isFalse();
        assertThat(browser.find("#below").isDisplayed()).isFalse();
        assertThat(browser.find("#number").getAttribute("value")).isEmpty();

        browser.type("#number", NUMBER, Keys.ENTER);
        browser.untilShown("#step-code");
        assertThat(browser.find("#suggestion").isDisplayed()).isFalse();
        browser.type("#code", server.sms.lastCodeFor(NUMBER), Keys.ENTER);
        browser.untilShown("#step-proved");
        browser.assertClean();
    }

    @Test
    void neitherCodeNorEventsLeaveTheServer() throws Exception {
        Visitor visitor = Visitor.on(server);
        JsonNode state = visitor.send(NUMBER).path("state");
        assertThat(state.path("phone").isNull()).isTrue();
        assertThat(state.path("funnel").isNull()).isTrue();
        assertThat(state.path("history")).isEmpty();
        assertThat(state.toString()).doesNotContain(server.sms.lastCodeFor(NUMBER));
    }

    @Test
    void settingsNeedAKeyOfTheAccount() throws Exception {
        Visitor visitor = Visitor.on(server);
        for (String path : new String[] {"settings", "settings/reset", "template", "template/delete", "preview"}) {
            assertThat(visitor.post("/page/" + path, SETTINGS).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(visitor.get("/page/settings").statusCode()).isEqualTo(403);
        assertThat(visitor.with("apiKey", "guessed").get("/page/settings").statusCode())
                .isEqualTo(403);
        visitor.with("apiKey", PageServer.KEY);
        assertThat(visitor.get("/page/settings").statusCode()).isEqualTo(200);
        assertThat(visitor.post("/page/settings", SETTINGS).statusCode()).isEqualTo(200);
        assertThat(server.engine
                        .applications()
                        .find(ApplicationId.DEFAULT)
                        .orElseThrow()
                        .codeLength())
                .isEqualTo(7);
        assertThat(visitor.act("settings/reset", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void aKeyOpensTheSettingsInThisTab() {
        browser.type("#api-key", "guessed", Keys.ENTER);
        browser.untilText("#unlock-error", "needs an API key");
        browser.type("#api-key", PageServer.KEY, Keys.ENTER);
        browser.untilShown("#settings-columns");
        assertThat(browser.find("#unlock-form").isDisplayed()).isFalse();
        browser.untilText("#settings-whose", "For everybody");
        browser.type("#sender", "ACME");
        browser.click("#save-settings");
        browser.untilText("#settings-saved", "Saved.");
        assertThat(browser.script("return JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
                        .toString())
                .doesNotContain(PageServer.KEY);
        browser.assertClean(403);
    }
}
