/**
 * After a deployment has ended: removes what it left behind in the JVM, proves that its classes are let go, and names who
 * holds them otherwise. Knows no applet, only class loaders.
 */
@NullMarked
package dev.hazir.host.unload;

import org.jspecify.annotations.NullMarked;
