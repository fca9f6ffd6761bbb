/** Makes codes, seals them, compares guesses with them, and signs the references that go out with messages. */
package io.otpengine.internal.codes;
