/** Stores that keep what they keep in this process: all of it, or what this node wrote last. */
package io.otpengine.memory;
