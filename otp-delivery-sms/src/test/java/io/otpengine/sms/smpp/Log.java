package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that is logged, the library's at INFO as the documentation asks, ours in full. */
final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.otpengine");
    private final Level before = root.getLevel();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    private Log() {
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
        start();
        root.addAppender(this);
    }

    static Log listen() {
        return new Log();
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        events.add(event);
        notifyAll();
    }

    /** Waits for a line with these words. */
    synchronized void await(String words) {
        long start = System.nanoTime();
        while (lines().stream().noneMatch(line -> line.contains(words))) {
            long left = 30_000 - (System.nanoTime() - start) / 1_000_000;
            assertThat(left).as("time to wait for: %s", words).isPositive();
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    List<ILoggingEvent> events() {
        return events;
    }

    List<String> lines() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Neither a message nor the whole chain of an exception has a secret in it. */
    void assertSilent() {
        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event -> assertSilent(
                        event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    static void assertSilent(String shown) {
        assertThat(shown)
                .doesNotContain(
                        Sample.CODE, "is your code", Sample.NUMBER.substring(1), FakeSmsc.PASSWORD, Sample.REFERENCE);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        ours.setLevel(null);
    }
}
