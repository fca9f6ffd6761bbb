package io.otpengine.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the engine's loggers say: level and message, with the stack trace of an exception behind. */
public final class LogLines {
    private static final String OURS = "io.otpengine";

    private LogLines() {}

    /** The lines of a piece of work, oldest first, whichever thread they came from. */
    public static List<String> during(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(OURS);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.TRACE);
        try {
            work.run();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(appender);
        }
        return List.copyOf(appender.list).stream().map(LogLines::line).toList();
    }

    private static String line(ILoggingEvent event) {
        String line = event.getLevel() + " " + event.getFormattedMessage();
        return event.getThrowableProxy() == null
                ? line
                : line + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
}
