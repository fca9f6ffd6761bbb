package io.otpengine.internal.seams;

import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.SendResult;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners; what one throws is logged and keeps nothing from the others. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<OtpListener> listeners;

    public Listeners(List<OtpListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    public void on(Otp otp, OtpEvent event) {
        tell(listener -> listener.on(otp, event));
    }

    /** Tells of a result that sent nothing, and hands it on. */
    public SendResult refused(String accountId, SendResult result) {
        tell(listener -> listener.refused(accountId, result));
        return result;
    }

    private void tell(Consumer<OtpListener> news) {
        for (OtpListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                LOG.warn("a listener failed: {}", listener.getClass().getName(), Redacted.of(e));
            }
        }
    }
}
