package io.otpengine.memory;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

class InMemoryOtpStoreTest extends OtpStoreContract {
    @Override
    protected OtpStore newStore() {
        return new InMemoryOtpStore();
    }
}
