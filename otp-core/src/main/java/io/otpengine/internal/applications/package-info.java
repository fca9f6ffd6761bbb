/** Applications: their bounds, their default one, and the cache that a node reads them through. */
package io.otpengine.internal.applications;
