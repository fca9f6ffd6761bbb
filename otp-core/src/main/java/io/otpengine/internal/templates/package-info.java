/** Which words a phone shows. */
package io.otpengine.internal.templates;
