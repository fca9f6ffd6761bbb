package io.otpengine.broken;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** What is spoiled later is right before. */
class PlainStoreTest extends OtpStoreContract {
    @Override
    protected OtpStore newStore() {
        return new PlainStore();
    }
}
