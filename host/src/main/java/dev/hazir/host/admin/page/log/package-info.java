/** What the host and its applets wrote down. */
@NullMarked
package dev.hazir.host.admin.page.log;

import org.jspecify.annotations.NullMarked;
