/** What an operator needs: keys, database, health, metrics, limits, logs. */
@NullMarked
package io.otpengine.rest.operation;

import org.jspecify.annotations.NullMarked;
