package dev.hazir.testkit;

import dev.hazir.applet.Applet;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test methods of a class against an applet in a real host. The host is started once per JVM; every method gets
 * a fresh deployment of the applet with its own files, on free ports, with a clock that stands still until the test
 * advances it. Methods that take a {@link TestHost} reach the applet through it.
 *
 * <p>After each method the applet is removed, and the test fails if a handler blocked the event loop, if the applet
 * logged an error that was not expected, or if something still holds the applet's classes.
 *
 * <p>What is packed into the jar: everything beside the class, as the build left it, if there is a {@code
 * META-INF/applet.properties} that names the class as {@code main}; otherwise the classes of its package, with a
 * descriptor made from its name.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(AppletExtension.class)
public @interface AppletTest {

    /** The applet's main class. */
    Class<? extends Applet> value();
}
