/** An applet for each way of being held after its end. */
package dev.hazir.host.unload.plants;
