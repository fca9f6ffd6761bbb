/**
 * What the author of a store or a channel implements, and the records that cross that seam.
 *
 * <p>Plain data in, plain data out: all rules live in the engine. The records carry what must stay secret in types that
 * print nothing; their own {@code toString} shows phone numbers masked.
 */
package io.otpengine.spi;
