/** Resources: requests that applets answer on the event loop, or in the same shape on workers. */
@NullMarked
package dev.hazir.host.resource;

import org.jspecify.annotations.NullMarked;
