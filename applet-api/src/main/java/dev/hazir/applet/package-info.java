/**
 * What an applet is and what it may ask of its host.
 *
 * <p>An applet implements {@link dev.hazir.applet.Applet} and declares everything it offers through the {@link
 * dev.hazir.applet.AppletContext} it is given. The receiver names the thread: what is registered with {@link
 * dev.hazir.applet.web.Web} runs on worker threads and may block, what is registered with {@link
 * dev.hazir.applet.loop.Loop} runs on an event loop and must return at once.
 */
@NullMarked
package dev.hazir.applet;

import org.jspecify.annotations.NullMarked;
