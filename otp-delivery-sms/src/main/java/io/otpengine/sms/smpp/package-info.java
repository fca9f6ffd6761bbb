/**
 * SMS over SMPP 3.4, for those who have a bind at an operator or aggregator. Needs {@code org.jsmpp:jsmpp}, which is not
 * brought along.
 *
 * <p>Keep the logger {@code org.jsmpp} at INFO: at DEBUG it prints whole messages and the password in hexadecimal.
 */
package io.otpengine.sms.smpp;
