package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.rest.Server;
import io.otpengine.rest.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as the demo serves it, with its database, limits and description. */
class WholeServerTest {
    private final Browser browser = Browser.get();

    @TempDir
    private Path data;

    @AfterEach
    void leave() {
        browser.leave();
    }

    @Test
    void twoClicksProveANumberOnTheDemo() {
        try (Server server = Server.start(Settings.of("--port=0", "--data=" + data))) {
            browser.open("http://127.0.0.1:" + server.port());
            browser.click("#send");
            browser.untilShown("#bubbles button");
            browser.click("#bubbles button");
            browser.untilShown("#step-proved");
            browser.untilText("#timeline", "VERIFIED");
            browser.assertClean();
        }
    }

    @Test
    void theDescriptionOfTheApiIsReadable() {
        try (Server server = Server.start(Settings.of("--port=0", "--data=" + data))) {
            browser.forgetComplaints();
            browser.driver.get("http://127.0.0.1:" + server.port() + "/docs");
            browser.untilText("#operations", "/otp/{otpId}/check");
            assertThat(browser.all(".operation").size()).isGreaterThanOrEqualTo(14);
            browser.assertClean();
        }
    }
}
