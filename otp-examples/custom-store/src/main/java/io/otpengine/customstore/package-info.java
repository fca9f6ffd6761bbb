/** A store of one's own, for Redis and Redis Cluster, and a program that proves a phone number with it. */
@org.jspecify.annotations.NullMarked
package io.otpengine.customstore;
