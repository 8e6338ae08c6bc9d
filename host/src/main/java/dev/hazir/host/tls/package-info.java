/** The certificate of the host: read, checked, made, and replaced while connections go on. */
@NullMarked
package dev.hazir.host.tls;

import org.jspecify.annotations.NullMarked;
