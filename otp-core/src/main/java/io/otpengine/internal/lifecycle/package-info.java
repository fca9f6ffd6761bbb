/** The life of an OTP: its rules as pure functions, the one loop that writes, and a class for each thing one can do. */
package io.otpengine.internal.lifecycle;
