/** Files that hold what the host keeps of applets and of itself, and the directory they lie in. */
@NullMarked
package dev.hazir.host.backup;

import org.jspecify.annotations.NullMarked;
