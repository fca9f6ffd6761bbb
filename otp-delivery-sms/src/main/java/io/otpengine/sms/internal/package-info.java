/** What the packages of this module share and nobody else sees. */
package io.otpengine.sms.internal;
