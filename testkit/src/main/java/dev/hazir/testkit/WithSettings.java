package dev.hazir.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings the applet is deployed with, such as {@code "title=Plant 7"}. Those of a method come after those of its class. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface WithSettings {

    /** {@code name=value}, one setting each. */
    String[] value();
}
