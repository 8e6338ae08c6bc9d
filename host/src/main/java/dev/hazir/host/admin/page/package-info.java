/** The pages of operators under {@code /admin}: plain pages and forms, rendered on workers. */
@NullMarked
package dev.hazir.host.admin.page;

import org.jspecify.annotations.NullMarked;
