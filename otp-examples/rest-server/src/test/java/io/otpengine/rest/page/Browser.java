package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, one for all tests of this run. A machine without it fails them. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Browser only;

    final ChromeDriver driver;

    private Browser() {
        System.setProperty("SE_AVOID_STATS", "true");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(
                program("chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--window-size=1280,1000");
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(program("chromium-driver", "/usr/bin/chromedriver")))
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        watchPolicy();
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
    }

    /** In this tab, from the next page on, what the content security policy blocks is kept. */
    private void watchPolicy() {
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "window.violations = []; addEventListener('securitypolicyviolation',"
                                + " (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI));"));
    }

    static synchronized Browser get() {
        if (only == null) {
            only = new Browser();
        }
        return only;
    }

    private static String program(String debianPackage, String... places) {
        return Stream.of(places)
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("these tests need a browser: apt-get install " + debianPackage));
    }

    /** Opens the page with nothing kept from earlier tests, and waits until it is live. */
    void open(PageServer server) {
        open(server.url());
    }

    void open(String url) {
        driver.manage().deleteAllCookies();
        forgetComplaints();
        driver.get(url + "/");
        untilLive();
    }

    /** What earlier tests left in the console is theirs. */
    void forgetComplaints() {
        driver.manage().logs().get(LogType.BROWSER);
    }

    void untilLive() {
        until("the page is live", () -> find("#live").getText().startsWith("Live"));
    }

    /** One tab more of the same visitor, to which the driver then speaks. */
    String openTab(PageServer server) {
        driver.switchTo().newWindow(WindowType.TAB);
        watchPolicy();
        driver.get(server.url() + "/");
        untilLive();
        return driver.getWindowHandle();
    }

    /** Leaves one tab, on a blank page, so that no stream outlives its server. */
    void leave() {
        List<String> handles = List.copyOf(driver.getWindowHandles());
        for (String extra : handles.subList(1, handles.size())) {
            driver.switchTo().window(extra).close();
        }
        driver.switchTo().window(handles.get(0)).get("about:blank");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** No complaint in the console, apart from answers with a status that the test provoked, and nothing the CSP blocked. */
    void assertClean(int... provoked) {
        assertThat((List<?>) driver.executeScript("return window.violations;")).isEmpty();
        List<String> complaints = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> Arrays.stream(provoked)
                        .noneMatch(status -> message.contains("responded with a status of " + status)))
                .toList();
        assertThat(complaints).isEmpty();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    /** Clicks as a person would, once it is there and the answer to the click before has come; a busy button does nothing. */
    void click(String css) {
        untilDone(css + " is clicked", () -> {
            if (all("[data-busy]").isEmpty()) {
                find(css).click();
                return true;
            }
            return false;
        });
    }

    void type(String css, CharSequence... keys) {
        untilDone(css + " is emptied", () -> {
            find(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
            return true;
        });
        find(css).sendKeys(keys);
    }

    /** From now on the page counts what it asks the server for. */
    void countRequests() {
        script("window.requests = 0; const real = window.fetch;"
                + " window.fetch = (...call) => { requests++; return real(...call); };");
    }

    long requests() {
        return (Long) script("return requests;");
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    String focused() {
        return Objects.requireNonNullElse(driver.switchTo().activeElement().getAttribute("id"), "");
    }

    void untilShown(String css) {
        until(css + " is shown", () -> find(css).isDisplayed());
    }

    void untilText(String css, String part) {
        until(css + " says " + part, () -> text(css).contains(part));
    }

    /** What is not shown yet, or covered by what moves, cannot be used yet. */
    private void untilDone(String what, Supplier<Boolean> action) {
        until(what, () -> {
            try {
                return action.get();
            } catch (ElementNotInteractableException e) {
                return false;
            }
        });
    }

    /** Waits for the browser, which has threads of its own; not for time to pass. */
    void until(String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.get()) {
                    return;
                }
            } catch (NoSuchElementException | StaleElementReferenceException e) {
                // Drawn anew meanwhile: look again.
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("in vain: " + what + "\n" + find("body").getText());
    }

    Object script(String source, Object... arguments) {
        return driver.executeScript(source, arguments);
    }
}
