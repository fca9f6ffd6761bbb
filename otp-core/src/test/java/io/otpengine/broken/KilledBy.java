package io.otpengine.broken;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clause that something broken on purpose breaks, and whose tests must fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface KilledBy {
    /** In the very words of the contract. */
    String value();
}
