/** Static files of jars, served on event loops: small ones from memory, large ones in pieces that workers read. */
@NullMarked
package dev.hazir.host.files;

import org.jspecify.annotations.NullMarked;
