/** Opt-in access to Netty for applets that bring protocol codecs. Experimental. */
@NullMarked
package dev.hazir.applet.netty;

import org.jspecify.annotations.NullMarked;
