package io.otpengine.spi;

import io.otpengine.QuotaWindow;
import java.util.List;

/**
 * One charge against one key. It takes all its windows or none.
 *
 * @param key printable, at most 200 ASCII characters
 * @param amount how much; 0 looks whether the windows are within their limits, and takes and writes nothing
 * @param windows 1 to 4, in an order that stays the same for a key
 */
public record QuotaCharge(String key, int amount, List<QuotaWindow> windows) {
    /**
     * Copies the windows.
     *
     * @param key as above
     * @param amount as above
     * @param windows as above
     * @throws IllegalArgumentException if the amount is negative or there is no window or more than 4
     */
    public QuotaCharge {
        windows = List.copyOf(windows);
        if (amount < 0 || windows.isEmpty() || windows.size() > QuotaEntry.MOST_WINDOWS) {
            throw new IllegalArgumentException("a charge has an amount from 0 and 1 to 4 windows");
        }
    }

    /** Shows the key's scope alone: the rest may be a phone number. */
    @Override
    public String toString() {
        int scope = key.indexOf('|');
        return "QuotaCharge[" + (scope < 0 ? "" : key.substring(0, scope + 1)) + "… " + amount + " of " + windows + "]";
    }
}
