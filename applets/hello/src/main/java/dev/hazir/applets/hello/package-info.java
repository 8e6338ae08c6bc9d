/** The hello applet: one of each thing an applet may offer. */
@NullMarked
package dev.hazir.applets.hello;

import org.jspecify.annotations.NullMarked;
