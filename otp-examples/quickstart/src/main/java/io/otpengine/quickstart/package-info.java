/** A program that proves a phone number on the console: the first code to read. */
@org.jspecify.annotations.NullMarked
package io.otpengine.quickstart;
