/** Named streams of messages between the parts of an applet: publish and subscribe. */
@NullMarked
package dev.hazir.applet.topic;

import org.jspecify.annotations.NullMarked;
