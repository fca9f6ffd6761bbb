/** How often anyone may send, and how often anyone may be wrong. */
package io.otpengine.internal.quotas;
