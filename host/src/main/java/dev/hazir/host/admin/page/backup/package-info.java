/** Backups: making, keeping, sending and bringing them back. */
@NullMarked
package dev.hazir.host.admin.page.backup;

import org.jspecify.annotations.NullMarked;
