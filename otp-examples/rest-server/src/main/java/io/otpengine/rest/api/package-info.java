/** tyntec's API: parameters in, entities out, and one class that decides what every outcome is in HTTP. */
@NullMarked
package io.otpengine.rest.api;

import org.jspecify.annotations.NullMarked;
