/** What operators see of a host, as pages and REST both show it. */
@NullMarked
package dev.hazir.host.admin.view;

import org.jspecify.annotations.NullMarked;
