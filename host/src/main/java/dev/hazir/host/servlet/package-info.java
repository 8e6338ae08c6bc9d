/**
 * Servlet contexts of deployments, in-process on Jetty: exchanges go in and come out through Jetty's public seams. The only
 * package that knows Jetty.
 */
@NullMarked
package dev.hazir.host.servlet;

import org.jspecify.annotations.NullMarked;
