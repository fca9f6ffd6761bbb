package io.otpengine.sms.smpp;

import java.util.regex.Pattern;

/** Where an SMSC listens. */
record Host(String address, int port) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1");

    boolean isLocal() {
        return LOOPBACK.matcher(address).matches();
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
