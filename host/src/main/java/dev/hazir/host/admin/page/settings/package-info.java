/** Where jars come from, what the host takes on disk, and how pages look to whoever uses them. */
@NullMarked
package dev.hazir.host.admin.page.settings;

import org.jspecify.annotations.NullMarked;
