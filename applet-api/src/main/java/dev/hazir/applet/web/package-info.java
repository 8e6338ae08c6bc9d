/** The web side of an applet: servlets, pages and blocking resources. Everything here runs on worker threads and may block. */
@NullMarked
package dev.hazir.applet.web;

import org.jspecify.annotations.NullMarked;
