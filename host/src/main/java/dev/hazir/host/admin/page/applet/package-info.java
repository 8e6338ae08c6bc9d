/** Pages about applets, what their forms do, and the operations that come of it. */
@NullMarked
package dev.hazir.host.admin.page.applet;

import org.jspecify.annotations.NullMarked;
