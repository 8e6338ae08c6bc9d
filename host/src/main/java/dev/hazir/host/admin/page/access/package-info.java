/** Who may come in. */
@NullMarked
package dev.hazir.host.admin.page.access;

import org.jspecify.annotations.NullMarked;
