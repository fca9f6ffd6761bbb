/** Pure functions over characters, which everything else may use and which use nothing. */
package io.otpengine.internal.text;
