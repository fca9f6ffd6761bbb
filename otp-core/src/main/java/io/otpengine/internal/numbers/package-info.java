/** Phone numbers: many ways to write one, one way to keep it. The only package that knows libphonenumber. */
package io.otpengine.internal.numbers;
