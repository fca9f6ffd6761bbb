/** The API of tyntec's 2FA service over HTTP, on the engine, with a page to try it. */
@NullMarked
package io.otpengine.rest;

import org.jspecify.annotations.NullMarked;
