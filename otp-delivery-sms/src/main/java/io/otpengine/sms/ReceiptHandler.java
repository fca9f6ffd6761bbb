package io.otpengine.sms;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Reads what a provider sends back about messages. Knows no web framework: mount it where the provider calls, hand over
 * the request, pass each report to {@code OtpEngine.report}, answer with the status. Safe for use by several threads.
 *
 * <p>A handler keeps nothing. That a receipt comes twice, late or in the wrong order is the engine's to settle: a report
 * adds at most one event and never touches status, attempts or expiry. A receipt for a message nobody knows is answered
 * like any other.
 */
public interface ReceiptHandler {
    /**
     * Reads one request. Anything may be handed over; nothing is thrown for what a stranger sent.
     *
     * @param method the HTTP method
     * @param address the address as the provider called it, with its query; behind a proxy that is the public one
     * @param headers names in any case, and their values
     * @param body the body's bytes as they came; they are not changed
     * @return the reports, and the status to answer with
     */
    ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body);
}
