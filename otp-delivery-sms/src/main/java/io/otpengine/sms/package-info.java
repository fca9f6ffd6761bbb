/**
 * Channels for SMS and voice, one class per provider, and what belongs to them: the size of a text, senders, failover,
 * receipts.
 *
 * <p>No log line, exception or {@code toString} of this package shows a code, a text, a key or a full phone number. The
 * HTTP client's own logger ({@code jdk.httpclient}) and SMPP's ({@code org.jsmpp}) do at their finest levels: keep them
 * at INFO.
 */
package io.otpengine.sms;
