package io.otpengine.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clause of a contract that a test is about. If the test fails, its message begins with these words. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Clause {
    /**
     * The clause.
     *
     * @return method, colon, what holds
     */
    String value();
}
