/** One HTTP exchange in flight, whatever version of HTTP carries it. */
@NullMarked
package dev.hazir.host.http;

import org.jspecify.annotations.NullMarked;
