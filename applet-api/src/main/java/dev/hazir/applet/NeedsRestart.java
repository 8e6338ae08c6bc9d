package dev.hazir.applet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A setting that {@code setup} alone can use, such as the number of a port: saving another value restarts the applet, also
 * when it takes changes of its settings while it runs ({@link AppletContext#onSettings}). Forms, the command line and REST
 * say so before anybody saves. On a component of a record within the settings record it counts for the whole setting.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NeedsRestart {}
