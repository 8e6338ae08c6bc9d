package dev.hazir.applet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a setting is called in forms; without it the component's name is split into words. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Label {
    /** A noun phrase in sentence case, such as {@code "Device port"}. */
    String value();
}
