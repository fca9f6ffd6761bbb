/**
 * For the author of a store or a channel, and for tests of an application that uses the engine: extend
 * {@link io.otpengine.testkit.OtpStoreContract} or {@link io.otpengine.testkit.DeliveryChannelContract}, override a
 * method or two, and know whether the plug-in is right. Needs JUnit Jupiter and nothing else.
 */
package io.otpengine.testkit;
