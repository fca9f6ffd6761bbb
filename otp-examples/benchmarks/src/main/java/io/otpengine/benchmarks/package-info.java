/** Ratios, measured in one run on the same work: absolute times belong to a machine, ratios to the code. */
@org.jspecify.annotations.NullMarked
package io.otpengine.benchmarks;
