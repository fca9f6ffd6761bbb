/** A channel of one's own: a webhook to a messenger. */
@org.jspecify.annotations.NullMarked
package io.otpengine.customchannel;
