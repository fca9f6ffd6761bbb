/** The page for people: a form to prove a number, the phone beside it, what happens below. */
@NullMarked
package io.otpengine.rest.page;

import org.jspecify.annotations.NullMarked;
