/** Applets: their jars, class loaders, deployments and the acts of operators upon them. */
@NullMarked
package dev.hazir.host.applet;

import org.jspecify.annotations.NullMarked;
