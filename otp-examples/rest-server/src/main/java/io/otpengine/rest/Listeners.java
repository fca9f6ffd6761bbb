package io.otpengine.rest;

import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.SendResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners that may come after the engine was built. */
final class Listeners implements OtpListener {
    private final List<OtpListener> listeners = new CopyOnWriteArrayList<>();

    void add(OtpListener listener) {
        listeners.add(listener);
    }

    @Override
    public void on(Otp otp, OtpEvent event) {
        listeners.forEach(listener -> listener.on(otp, event));
    }

    @Override
    public void refused(String accountId, SendResult result) {
        listeners.forEach(listener -> listener.refused(accountId, result));
    }
}
