package io.otpengine.spi;

import io.otpengine.QuotaWindow;
import java.time.Instant;

/**
 * A charge that found no room, with the window that keeps it out longest.
 *
 * @param charge the charge, not taken
 * @param window the window
 * @param retryAt when that window ends, in milliseconds
 */
public record QuotaRefusal(QuotaCharge charge, QuotaWindow window, Instant retryAt) {}
