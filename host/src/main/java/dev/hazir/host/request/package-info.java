/** A request as guest code sees it, over an exchange in flight. */
@NullMarked
package dev.hazir.host.request;

import org.jspecify.annotations.NullMarked;
