/** API keys: whose request this is. */
@NullMarked
package io.otpengine.rest.accounts;

import org.jspecify.annotations.NullMarked;
