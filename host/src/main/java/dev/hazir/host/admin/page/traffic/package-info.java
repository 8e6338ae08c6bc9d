/** Where requests and devices arrive: routes and ports. */
@NullMarked
package dev.hazir.host.admin.page.traffic;

import org.jspecify.annotations.NullMarked;
