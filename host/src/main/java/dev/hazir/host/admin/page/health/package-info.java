/** Why the host is slow. */
@NullMarked
package dev.hazir.host.admin.page.health;

import org.jspecify.annotations.NullMarked;
