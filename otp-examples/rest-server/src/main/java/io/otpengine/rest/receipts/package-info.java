/** What providers report about messages. */
@NullMarked
package io.otpengine.rest.receipts;

import org.jspecify.annotations.NullMarked;
