/** The meter applet: readings come in from devices and a form, are kept in a file and shown live. */
@NullMarked
package dev.hazir.applets.meter;

import org.jspecify.annotations.NullMarked;
