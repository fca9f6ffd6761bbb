/**
 * What an application programmer uses: {@link io.otpengine.OtpEngine}, its requests and its results.
 *
 * <p>Everything here is immutable and safe for use by several threads, unless its own page says otherwise. A parameter
 * or component is never {@code null} unless it is marked {@code @Nullable}.
 */
package io.otpengine;
