package io.otpengine.rest.page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test in a real browser, on a server of its own. */
abstract class BrowserTest {
    final Browser browser = Browser.get();
    PageServer server;

    PageServer newServer() {
        return PageServer.demo();
    }

    void openThePage() {
        browser.open(server);
    }

    @BeforeEach
    final void startServerAndOpenThePage() {
        server = newServer();
        openThePage();
    }

    @AfterEach
    final void leaveThePage() throws Exception {
        browser.leave();
        server.close();
    }

    /** Sends by the button, and waits for the message on the phone. */
    void send() {
        browser.click("#send");
        browser.untilShown("#step-code");
        browser.untilShown("#suggestion");
    }

    String codeOnThePhone() {
        return browser.text("#suggested");
    }

    /** As long as the right one, and wrong. */
    String wrongCode() {
        return codeOnThePhone().equals("0000") ? "1111" : "0000";
    }

    void tryCode(String code) {
        browser.type("#code", code);
        browser.click("#verify");
    }
}
