/** The front door: owns the one web port, speaks HTTP/1.1 and hands each request to the endpoint of its route. */
@NullMarked
package dev.hazir.host.front;

import org.jspecify.annotations.NullMarked;
