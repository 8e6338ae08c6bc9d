/** How the host is reached: its names, proxies, ports and certificate. */
@NullMarked
package dev.hazir.host.admin.page.network;

import org.jspecify.annotations.NullMarked;
