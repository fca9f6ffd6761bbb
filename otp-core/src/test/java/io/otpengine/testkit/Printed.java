package io.otpengine.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What goes to the standard streams and to java.util.logging, at INFO and above, while something runs. */
final class Printed {
    private static final Object ONE_AT_A_TIME = new Object();

    private Printed() {}

    static String during(Runnable work) {
        synchronized (ONE_AT_A_TIME) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            PrintStream out = System.out;
            PrintStream err = System.err;
            Logger root = Logger.getLogger("");
            Handler ear = new Ear(caught);
            System.setOut(caught);
            System.setErr(caught);
            root.addHandler(ear);
            try {
                work.run();
            } finally {
                root.removeHandler(ear);
                System.setErr(err);
                System.setOut(out);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Ear extends Handler {
        private final PrintStream caught;
        private final SimpleFormatter form = new SimpleFormatter();

        Ear(PrintStream caught) {
            this.caught = caught;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            caught.print(form.format(entry));
        }

        @Override
        public void flush() {
            caught.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
