package io.otpengine.sms;

import io.otpengine.DeliveryReport;
import java.util.List;

/**
 * What to do about a receipt.
 *
 * @param status the HTTP status to answer with, without a body: 200, 400 for what cannot be read, 401 for what is not
 *     signed as it must be, 405, or 413
 * @param reports what to pass to {@code OtpEngine.report}; empty unless the status is 200
 */
public record ReceiptAnswer(int status, List<DeliveryReport> reports) {
    /**
     * Copies the list.
     *
     * @param status the HTTP status to answer with
     * @param reports what to pass on
     */
    public ReceiptAnswer {
        reports = List.copyOf(reports);
    }

    static ReceiptAnswer taken(List<DeliveryReport> reports) {
        return new ReceiptAnswer(200, reports);
    }

    static ReceiptAnswer refused(int status) {
        return new ReceiptAnswer(status, List.of());
    }

    /** Shows how many reports there are; their references are as good as a signature. */
    @Override
    public String toString() {
        return "ReceiptAnswer[" + status + ", " + reports.size() + " reports]";
    }
}
